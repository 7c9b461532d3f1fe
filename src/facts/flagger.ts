/** The labels by which Flagger tells the pods of a target from others, unless it is started with `-selector-labels`: the first that is there (Flagger 1.44). */
export const SELECTOR_LABELS: readonly string[] = ['app', 'name', 'app.kubernetes.io/name'];
