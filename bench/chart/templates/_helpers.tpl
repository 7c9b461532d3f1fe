{{- define "shop.leaf" -}}
{{ .service }}v{{ .version | replace "." "-" }}
{{- end }}
