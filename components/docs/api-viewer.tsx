'use client';
import { useEffect, useRef, useState } from 'react';
import 'swagger-ui-dist/swagger-ui.css';
import { ErrorState } from '../ui/states';

/** The OpenAPI document in a ready-made viewer, which comes from its package and asks nobody outside. */
export default function ApiViewer() {
  const node = useRef<HTMLDivElement>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt loads again
  useEffect(() => {
    let gone = false;
    import('swagger-ui-dist/swagger-ui-es-bundle')
      .then(({ default: show }) => {
        if (gone || !node.current) return;
        show({
          url: '/api/openapi.json',
          domNode: node.current,
          validatorUrl: null,
          deepLinking: true,
          docExpansion: 'list',
          defaultModelsExpandDepth: 0,
        });
      })
      .catch((error: unknown) => setFailure(error));
    return () => {
      gone = true;
    };
  }, [attempt]);

  if (failure) {
    return (
      <ErrorState
        error={failure}
        onRetry={() => {
          setFailure(null);
          setAttempt((n) => n + 1);
        }}
      />
    );
  }
  return <div ref={node} />;
}
