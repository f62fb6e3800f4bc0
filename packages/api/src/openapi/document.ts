import { OpenAPIHono } from '@hono/zod-openapi';
import { OPERATIONS } from './operations.ts';
import { consentRecord, receiptPayload } from './schemas.ts';

/** The OpenAPI 3.1 document, generated from the schemas that the handlers check with. */
export function openApiDocument(basePath: string) {
  const app = new OpenAPIHono();
  const { openAPIRegistry: registry } = app;
  registry.registerComponent('securitySchemes', 'serverKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'A server key of the site with the scope that the operation names.',
  });
  registry.registerComponent('securitySchemes', 'memberToken', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'What the operator’s identity provider signed for a member: issuer, audience and keys are configured.',
  });
  registry.register('ConsentRecord', consentRecord);
  registry.register('ReceiptPayload', receiptPayload);
  for (const operation of OPERATIONS) registry.registerPath(operation);
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Noren consent API',
      version: '1',
      description: 'Keeps what visitors chose, with proof. Refusals are `application/problem+json` (RFC 9457).',
    },
    servers: [{ url: basePath || '/' }],
  });
}

export type OpenApiDocument = ReturnType<typeof openApiDocument>;
