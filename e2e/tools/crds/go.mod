module cdk8s-mesh.test/crds

go 1.26.0

// Only files of these modules are read; nothing is built from them.
require (
	github.com/argoproj/argo-cd/v3 v3.5.0
	github.com/fluxcd/source-controller v1.9.0
	sigs.k8s.io/gateway-api v1.5.1
)
