// Command argo-engine deploys a folder of manifests as Argo CD does: with Argo CD's own engine, and driven as its
// application controller drives it (argo-cd 3.x, controller/sync.go): a new sync context from live state in each pass, one
// Sync call on it, two seconds between waves, until the operation is complete.
//
//	argo-engine --kubeconfig FILE --namespace NS [--app NAME] [--prune] [--server-side] DIR
//
// Objects of earlier deployments are known by Argo CD's tracking annotation, so that --prune deletes those that left DIR.
// Prints one line per object of the result. Exits 0 where the sync succeeded, 1 where it failed.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/cache"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/diff"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/sync"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/sync/common"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/kube"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/tracing"
	"github.com/go-logr/logr"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2/textlogger"
)

const (
	trackingAnnotation = "argocd.argoproj.io/tracking-id"
	// What Argo CD waits between two waves, if ARGOCD_SYNC_WAVE_DELAY says nothing else.
	waveDelay = 2 * time.Second
	passDelay = 500 * time.Millisecond
)

// deployment is one sync operation of one application.
type deployment struct {
	app        string
	namespace  string
	prune      bool
	serverSide bool
	config     *rest.Config
	cache      cache.ClusterCache
	log        logr.Logger
}

// tracked is what the cache remembers of a live object: the application that it belongs to, "" for none.
type tracked struct{ app string }

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "argo-engine:", err)
		os.Exit(1)
	}
}

func run() error {
	kubeconfig := flag.String("kubeconfig", "", "file that says how to reach the API server")
	namespace := flag.String("namespace", "default", "namespace of objects that name none")
	app := flag.String("app", "app", "name of the application")
	prune := flag.Bool("prune", false, "delete objects of the application that left the folder")
	serverSide := flag.Bool("server-side", false, "apply on the server")
	timeout := flag.Duration("timeout", 2*time.Minute, "when to give up")
	flag.Parse()
	if *kubeconfig == "" || flag.NArg() != 1 {
		return errors.New("want --kubeconfig FILE and one folder of manifests")
	}

	config, err := clientcmd.BuildConfigFromFlags("", *kubeconfig)
	if err != nil {
		return err
	}
	config.UserAgent = "argocd-application-controller"
	config.QPS, config.Burst = 200, 400 // more than one wave ever sends: the client's own limit must not order the writes

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, *timeout)
	defer cancel()

	target, err := manifests(flag.Arg(0))
	if err != nil {
		return err
	}
	log := textlogger.NewLogger(textlogger.NewConfig())
	d := &deployment{app: *app, namespace: *namespace, prune: *prune, serverSide: *serverSide, config: config, log: log}
	d.cache = cache.NewClusterCache(config, cache.SetLogr(log),
		cache.SetPopulateResourceInfoHandler(func(object *unstructured.Unstructured, _ bool) (any, bool) {
			app, _, _ := strings.Cut(object.GetAnnotations()[trackingAnnotation], ":")
			return &tracked{app}, app != ""
		}))
	if err := d.cache.EnsureSynced(); err != nil {
		return err
	}
	if err := d.track(target); err != nil {
		return err
	}
	return d.sync(ctx, target)
}

// manifests reads the files that Argo CD's directory source reads: *.yaml, *.yml and *.json, in one folder.
func manifests(folder string) ([]*unstructured.Unstructured, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var all []*unstructured.Unstructured
	for _, entry := range entries {
		switch filepath.Ext(entry.Name()) {
		case ".yaml", ".yml", ".json":
		default:
			continue
		}
		data, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			return nil, err
		}
		objects, err := kube.SplitYAML(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", entry.Name(), err)
		}
		all = append(all, objects...)
	}
	return all, nil
}

// track gives each object the namespace that it lacks, and the annotation that says whose it is.
func (d *deployment) track(target []*unstructured.Unstructured) error {
	for _, object := range target {
		kind := object.GroupVersionKind()
		namespaced, err := d.cache.IsNamespaced(kind.GroupKind())
		if err != nil {
			return fmt.Errorf("%s %s: %w", kind.Kind, object.GetName(), err)
		}
		if namespaced && object.GetNamespace() == "" {
			object.SetNamespace(d.namespace)
		}
		annotations := object.GetAnnotations()
		if annotations == nil {
			annotations = map[string]string{}
		}
		annotations[trackingAnnotation] = fmt.Sprintf("%s:%s/%s:%s/%s", d.app, kind.Group, kind.Kind, object.GetNamespace(), object.GetName())
		object.SetAnnotations(annotations)
	}
	return nil
}

// sync makes passes until the operation is complete.
func (d *deployment) sync(ctx context.Context, target []*unstructured.Unstructured) error {
	started := metav1.Now()
	phase, message, results := common.OperationRunning, "", []common.ResourceSyncResult(nil)
	for !phase.Completed() {
		live, err := d.cache.GetManagedLiveObjs(target, func(r *cache.Resource) bool { return r.Info.(*tracked).app == d.app })
		if err != nil {
			return err
		}
		state := sync.Reconcile(target, live, d.namespace, d.cache)
		difference, err := diff.DiffArray(state.Target, state.Live, diff.WithLogr(d.log))
		if err != nil {
			return err
		}
		pass, cleanup, err := sync.NewSyncContext("revision", state, d.config, d.config, &kube.KubectlCmd{Log: d.log, Tracer: tracing.NopTracer{}}, d.namespace,
			sync.WithInitialState(phase, message, results, started),
			sync.WithOperationSettings(false, d.prune, false, !difference.Modified),
			sync.WithManifestValidation(true),
			sync.WithServerSideApply(d.serverSide),
			sync.WithServerSideApplyManager("argocd-controller"),
			sync.WithSyncWaveHook(func(_ common.SyncPhase, _ int, final bool) error {
				if !final {
					time.Sleep(waveDelay)
				}
				return nil
			}),
			sync.WithLogr(d.log))
		if err != nil {
			return err
		}
		pass.Sync()
		phase, message, results = pass.GetState()
		cleanup()
		if phase.Completed() {
			break
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("not complete in time: %s", message)
		case <-time.After(passDelay):
		}
	}
	for _, result := range results {
		fmt.Printf("%s/%s %s: %s\n", result.ResourceKey.Kind, result.ResourceKey.Name, result.Status, result.Message)
	}
	if !phase.Successful() {
		return fmt.Errorf("sync %s: %s", phase, message)
	}
	return nil
}
