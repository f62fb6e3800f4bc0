export { createProof, type Proof, type ProofOptions, type RecordInput } from './proof.ts';
