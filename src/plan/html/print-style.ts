/** On paper everything is light, open and whole. */
export const PRINT_STYLE = `@page{margin:14mm}
@media print{
html{font-size:10.5pt}
body{print-color-adjust:exact;-webkit-print-color-adjust:exact}
nav,.skip{display:none}
.page{display:block;max-width:none;padding:0}
header{padding-top:0}
h2,h3,h4,caption,thead,.head,.what,.note,details .label,p:has(+figure,+pre,+ol,+table,+.scroll){break-after:avoid}
h2{padding-top:1.5rem}
p,figure,table,tr,pre,.verdict,.note,.finding,.facts,.changes li,.moments>li{break-inside:avoid}
.scroll{overflow:visible}
.scroll table{min-width:0;width:100%;overflow-wrap:anywhere}
.tools td,.tools th{min-width:0;padding-right:.5rem;font-size:.8125rem}
svg.chart,svg.graph{max-width:100%;height:auto;max-height:85vh}
details::details-content{content-visibility:visible;block-size:auto}
details{border:0;padding:0;margin:0}
summary{list-style:none;font-weight:600;break-after:avoid}
a{color:inherit;text-decoration:none}
}`;
