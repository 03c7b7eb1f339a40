import { printAccount } from '../account-page.ts';
import { printBrandList, printBrandPage } from '../brands-page.ts';
import { printCertificatePage } from '../certificate-page.ts';
import { deskBar, printDeskPage, printSignInPage } from '../desk-page.ts';
import { printEnterprisePage } from '../enterprise-page.ts';
import { printChoicePage, printErrorPage, printWrongCodePage } from '../error-page.ts';
import type { PageContext } from '../frame.ts';
import { printHomePage } from '../home-page.ts';
import type { Language } from '../language.ts';
import { printLineagePage } from '../lineage-page.ts';
import { printLogPage } from '../log-page.ts';
import { printMarkList } from '../marks-page.ts';
import { printNotices } from '../notices-page.ts';
import { printOpenDataPage } from '../open-data-page.ts';
import { printPassportPage } from '../passport-page.ts';
import { printRecallDeskList, printRecallDeskPage } from '../recall-desk-page.ts';
import { printRecallList, printRecallPage } from '../recalls-page.ts';
import { printEventList, printEventPage } from '../records-page.ts';
import { printReportPage } from '../report-page.ts';
import { printScanPage } from '../scan-page.ts';
import { printSearchPage } from '../search-page.ts';
import { printInvitation, printSecondFactor, printSignIn } from '../sign-in-page.ts';
import { printStatementPage } from '../statement-page.ts';
import { wordingOf } from '../wording.ts';
import { logView } from './log-view.ts';
import { passportView } from './passport-view.ts';
import { accountView, invitationView, signInView } from './sample-accounts.ts';
import {
  causeView,
  eventListView,
  eventView,
  homeView,
  lineageView,
  recallView,
  traceView,
} from './sample-desk.ts';
import { noticesView } from './sample-notices.ts';
import {
  brandListView,
  brandView,
  certificateView,
  datasets,
  enterpriseView,
  markListView,
  maskedView,
  noMarksView,
  nothingFound,
  QR,
  searchView,
  statementView,
  withdrawnView,
} from './sample-public.ts';
import {
  draftStartView,
  draftView,
  endedFace,
  noRecallsView,
  publishedView,
  recallFace,
  recallListView,
} from './sample-recalls.ts';
import { attentionView, divisions, pack, stopView, trustedView, unknownView } from './sample-views.ts';

/** Every kind of page of the site, printed from fictional views, by name. */
export function everyPage(language: Language): ReadonlyMap<string, string> {
  const context: PageContext = {
    words: wordingOf(language, divisions),
    isDemo: true,
    here: pack.path,
    languageChosen: language === 'en',
  };
  const bar = deskBar({ caller: recallView.caller }, context);
  return new Map([
    ['scan-trusted', printScanPage(trustedView, context)],
    ['scan-attention', printScanPage(attentionView, context)],
    ['scan-stop', printScanPage(stopView, context)],
    ['scan-unknown', printScanPage(unknownView, context)],
    ['home', printHomePage(homeView, context)],
    ['lineage', printLineagePage(lineageView, context)],
    ['records', printEventList(eventListView, context)],
    ['record', printEventPage(eventView, context)],
    ['report', printReportPage('(01)09521234000013(10)X1', context)],
    [
      'error',
      printErrorPage(
        { status: 404, code: 'notFound', title: '', details: [], signInFor: undefined },
        context,
      ),
    ],
    [
      'error-401',
      printErrorPage(
        { status: 401, code: 'notAuthenticated', title: '', details: [], signInFor: '/desk/recall' },
        context,
      ),
    ],
    [
      'wrong-code',
      printWrongCodePage(
        { typed: '6901234567893', reason: 'checkDigit', expected: '2', suggestion: '6901234567892' },
        context,
      ),
    ],
    ['choice', printChoicePage('G26A07', [pack], context)],
    ['desk-sign-in', printSignInPage(true, '/desk/recall', context)],
    ['sign-in', printSignIn(signInView, context)],
    ['second-factor', printSecondFactor('/console', ['验证码不对'], context)],
    ['invitation', printInvitation(invitationView, context)],
    ['account', printAccount(accountView, context)],
    ['desk-trace', printDeskPage(traceView, context)],
    ['desk-recall', printDeskPage(recallView, context, draftStartView)],
    ['desk-recalls', printRecallDeskList([recallFace, endedFace], bar, context)],
    ['desk-draft', printRecallDeskPage(draftView, bar, context)],
    ['desk-published', printRecallDeskPage(publishedView, bar, context)],
    ['marks', printMarkList(markListView, context)],
    ['marks-none', printMarkList(noMarksView, context)],
    ['brands', printBrandList(brandListView, context)],
    ['brand', printBrandPage(brandView, context)],
    ['certificate', printCertificatePage(certificateView, QR, context)],
    ['certificate-withdrawn', printCertificatePage(withdrawnView, QR, context)],
    ['statement', printStatementPage(statementView, context)],
    ['statement-unsigned', printStatementPage({ ...statementView, hasCredential: false }, context)],
    ['enterprise', printEnterprisePage(enterpriseView, context)],
    ['enterprise-masked', printEnterprisePage(maskedView, context)],
    ['search', printSearchPage(searchView, context)],
    ['search-none', printSearchPage(nothingFound, context)],
    ['open-data', printOpenDataPage(datasets, context)],
    ['log', printLogPage(logView, context)],
    ['log-none', printLogPage({ server: 'https://brands.example', needed: 0, closed: [] }, context)],
    ['passport', printPassportPage(passportView, context)],
    ['passport-unsigned', printPassportPage({ ...passportView, claims: [], isSigned: false }, context)],
    ['notices', printNotices(noticesView, context)],
    ['notices-none', printNotices({ ...noticesView, notices: [], isThanks: false }, context)],
    ['recalls', printRecallList(recallListView, context)],
    ['recalls-none', printRecallList(noRecallsView, context)],
    ['recall', printRecallPage(recallFace, context)],
    ['recall-ended', printRecallPage(endedFace, context)],
    ['desk-cause', printDeskPage(causeView, context)],
  ]);
}
