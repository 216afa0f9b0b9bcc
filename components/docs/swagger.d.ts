/** The viewer's bundle comes without types; only what we use. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle' {
  interface Options {
    url: string;
    domNode: Element;
    /** null: no outside service is asked whether the document is valid. */
    validatorUrl: null;
    deepLinking?: boolean;
    docExpansion?: 'list' | 'full' | 'none';
    defaultModelsExpandDepth?: number;
  }
  export default function SwaggerUIBundle(options: Options): unknown;
}
