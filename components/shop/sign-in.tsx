'use client';
import dynamic from 'next/dynamic';
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';

const SignInWindow = dynamic(() => import('./sign-in-window'), { ssr: false });

type Ask = () => Promise<boolean>;

const Context = createContext<Ask>(async () => false);

/** Holds the one sign-in window; its code is loaded when it is first asked for. */
export function SignInProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const waiting = useRef<((signedIn: boolean) => void)[]>([]);

  const ask = useCallback<Ask>(() => {
    setOpen(true);
    return new Promise((resolve) => waiting.current.push(resolve));
  }, []);

  const close = useCallback((signedIn: boolean) => {
    setOpen(false);
    const all = waiting.current;
    waiting.current = [];
    for (const resolve of all) resolve(signedIn);
  }, []);

  return (
    <Context.Provider value={ask}>
      {children}
      {open && <SignInWindow onDone={close} />}
    </Context.Provider>
  );
}

/** Opens the sign-in window; resolves to true once the customer is signed in. */
export function useSignIn(): Ask {
  return useContext(Context);
}
