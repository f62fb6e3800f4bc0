export type { RecordInput } from './build-record.ts';
export { createProof, type Proof, type ProofOptions } from './proof.ts';
