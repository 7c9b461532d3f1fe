import { TAKEN_ANYWAY } from '../../src/check/admission/taken-anyway';
import { leftOut } from '../schemas/left-out';

/** Left out because it cannot be written at all, or only some release has it otherwise: that is refused here, too. */
const REFUSED = [
  ['linkerd.io/serviceprofile.v1alpha2.json', /^spec.opaquePorts$|^spec.routes\[\].condition.not$/],
  ['gateway.networking.k8s.io/httproute.v1.json', /^spec.rules: minItems/],
  ['gateway.networking.k8s.io/grpcroute.v1.json', /^spec.rules: minItems/],
] as const;

/** Rules that JSON Schema cannot say refuse nothing, and conditions are told apart by their fields. */
const NOTHING = /: (rules|conditions|each item once)$/;

test('what schemas leave out on purpose is no error in the manifests of others', () => {
  for (const [name, entries] of Object.entries(leftOut)) {
    const file = name.split(' of ')[0] ?? '';
    const refused = REFUSED.filter(([of]) => of === file).map(([, form]) => form);
    const wanted = entries
      .flatMap(({ what }) => what)
      .filter((place) => !NOTHING.test(place) && !refused.some((form) => form.test(place)))
      .map((place) => place.replace(/(: \w+Items) .*/, '$1'));
    expect([file, wanted.filter((place) => !(TAKEN_ANYWAY[file] ?? []).includes(place))]).toEqual([file, []]);
  }
});

test('nothing else is', () => {
  for (const [file, places] of Object.entries(TAKEN_ANYWAY)) {
    const known = Object.entries(leftOut)
      .filter(([name]) => name.startsWith(`${file} of `))
      .flatMap(([, entries]) => entries.flatMap(({ what }) => what).map((place) => place.replace(/(: \w+Items) .*/, '$1')));
    expect([file, places.filter((place) => !known.includes(place))]).toEqual([file, []]);
  }
});
