import type { Shapes } from './shape.ts';

/** What UNTP 0.7.0 (as synchronised in April 2026) asks of a digital identity anchor. */
export const IDENTITY_SHAPES: Shapes = {
  DigitalIdentityAnchor: {
    fields: {
      type: { list: 'text', holds: ['DigitalIdentityAnchor', 'VerifiableCredential'] },
      '@context!': {
        list: 'text',
        starts: [
          'https://www.w3.org/ns/credentials/v2',
          'https://vocabulary.uncefact.org/untp/0.7.0/context/',
        ],
        unique: true,
      },
      'id!': 'uri',
      'issuer!': '@CredentialIssuer',
      'validFrom!': 'instant',
      validUntil: 'instant',
      'name!': 'text',
      credentialStatus: '@BitstringStatusListEntry',
      renderTemplate2024: '@RenderTemplate2024',
      'credentialSubject!': '@RegisteredIdentity',
    },
  },
  CredentialIssuer: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['CredentialIssuer'] },
      'id!': 'uri',
      'name!': 'text',
      issuerAlsoKnownAs: {
        list: {
          fields: {
            type: { list: 'text', holds: ['Party'] },
            'id!': 'uri',
            'name!': 'text',
            registeredId: 'text',
          },
        },
      },
    },
  },
  BitstringStatusListEntry: {
    closed: true,
    fields: {
      'type!': { oneOfTexts: ['BitstringStatusListEntry'] },
      id: 'uri',
      'statusPurpose!': { oneOfTexts: ['refresh', 'revocation', 'suspension', 'message'] },
      'statusListIndex!': { number: 'integer', from: 0 },
      'statusListCredential!': 'uri',
    },
  },
  RenderTemplate2024: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['RenderTemplate2024'] },
      name: 'text',
      mediaQuery: 'text',
      template: 'text',
      url: 'uri',
      mediaType: 'text',
      digestMultibase: 'text',
    },
  },
  RegisteredIdentity: {
    fields: {
      type: { list: 'text', holds: ['RegisteredIdentity'] },
      'id!': 'uri',
      'registeredName!': 'text',
      'registeredId!': 'text',
      'registeredDate!': 'date',
      publicInformation: 'uri',
      'idScheme!': '@IdentifierScheme',
      registrar: { fields: { type: { list: 'text', holds: ['Party'] }, 'id!': 'uri', 'name!': 'text' } },
      'registerType!': {
        oneOfTexts: ['product', 'facility', 'business', 'trademark', 'land', 'accreditation'],
      },
      registrationScope: { list: 'uri' },
    },
  },
  IdentifierScheme: {
    closed: true,
    fields: { type: { list: 'text', holds: ['IdentifierScheme'] }, 'id!': 'uri', 'name!': 'text' },
  },
};
