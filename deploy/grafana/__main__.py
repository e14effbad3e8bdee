"""Write the dashboard's JSON."""

from deploy.grafana.dashboard import OUTPUT, render

OUTPUT.write_text(render(), encoding="utf-8")
print(OUTPUT)
