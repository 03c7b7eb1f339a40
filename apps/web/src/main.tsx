import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Refusal } from './api/problem.ts';
import './console.css';
import { LanguageProvider, useWords } from './language.tsx';
import { router } from './router.tsx';
import { theme } from './theme.ts';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // What the server refused it refuses again; only silence is worth another try.
      retry: (count, error) => !(error instanceof Refusal) && count < 2,
      staleTime: 5_000,
      refetchOnWindowFocus: false,
    },
  },
});

function Look({ children }: { readonly children: ReactNode }) {
  const { language } = useWords();
  dayjs.locale(language === 'zh-CN' ? 'zh-cn' : 'en');
  return (
    <ConfigProvider
      locale={language === 'zh-CN' ? zhCN : enUS}
      theme={theme}
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LanguageProvider>
      <QueryClientProvider client={queries}>
        <Look>
          <RouterProvider router={router} />
        </Look>
      </QueryClientProvider>
    </LanguageProvider>
  </StrictMode>,
);
