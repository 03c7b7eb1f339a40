import type { Shapes } from './shape.ts';

/** What the released UNTP 0.7.0 asks of a digital conformity credential: names, kinds and what must be there. */
export const CONFORMITY_SHAPES: Shapes = {
  DigitalConformityCredential: {
    fields: {
      type: { list: 'text', holds: ['DigitalConformityCredential', 'VerifiableCredential'] },
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
      'credentialSubject!': '@ConformityAttestation',
      renderMethod: { list: '@RenderTemplate2024' },
      issuingSoftware: '@IssuingSoftware',
    },
  },
  CredentialIssuer: {
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
  ConformityAttestation: {
    fields: {
      type: { list: 'text', holds: ['ConformityAttestation'] },
      'id!': 'uri',
      'name!': 'text',
      description: 'text',
      'assessorLevel!': {
        oneOfTexts: ['self', 'commercial', 'buyer', 'membership', 'unspecified', '3rdParty', 'hybrid'],
      },
      'assessmentLevel!': {
        oneOfTexts: [
          'authority-benchmark',
          'authority-mandate',
          'authority-globalmra',
          'authority-peer',
          'authority-extended-mra',
          'scheme-self',
          'scheme-cab',
          'no-endorsement',
        ],
      },
      'attestationType!': {
        oneOfTexts: [
          'certification',
          'declaration',
          'inspection',
          'testing',
          'verification',
          'validation',
          'calibration',
        ],
      },
      'issuedToParty!': {
        fields: {
          type: { list: 'text', holds: ['Party'] },
          'id!': 'uri',
          'name!': 'text',
          registeredId: 'text',
          description: 'text',
        },
      },
      authorisation: { list: '@Endorsement' },
      'referenceScheme!': {
        fields: { type: { list: 'text', holds: ['ConformityScheme'] }, 'id!': 'uri', 'name!': 'text' },
      },
      referenceProfile: {
        fields: { type: { list: 'text', holds: ['ConformityProfile'] }, 'id!': 'uri', 'name!': 'text' },
      },
      profileScore: '@Score',
      conformityCertificate: '@Link',
      auditableEvidence: '@Link',
      trustmark: '@Image',
      conformityAssessment: { list: '@ConformityAssessment' },
    },
  },
  Endorsement: {
    fields: {
      'name!': 'text',
      trustmark: '@Image',
      'issuingAuthority!': {
        fields: {
          type: { list: 'text', holds: ['Party'] },
          'id!': 'uri',
          'name!': 'text',
          registeredId: 'text',
        },
      },
      endorsementEvidence: '@Link',
    },
  },
  Image: {
    closed: true,
    fields: { 'name!': 'text', description: 'text', 'imageData!': 'base64', 'mediaType!': 'text' },
  },
  Link: {
    closed: true,
    fields: {
      'linkURL!': 'uri',
      'linkName!': 'text',
      digestMultibase: 'text',
      mediaType: 'text',
      linkType: 'text',
    },
  },
  Score: { closed: true, fields: { 'code!': 'text', rank: 'integer', definition: 'text' } },
  ConformityAssessment: {
    fields: {
      type: { list: 'text', holds: ['ConformityAssessment'] },
      'id!': 'uri',
      'name!': 'text',
      description: 'text',
      'assessmentCriteria!': {
        list: { fields: { type: { list: 'text', holds: ['Criterion'] }, 'id!': 'uri', 'name!': 'text' } },
      },
      'assessmentDate!': 'date',
      'assessedPerformance!': { list: '@Performance' },
      assessedProduct: { list: '@ProductVerification' },
      assessedFacility: { list: '@FacilityVerification' },
      assessedOrganisation: {
        fields: { type: { list: 'text', holds: ['Party'] }, 'id!': 'uri', 'name!': 'text' },
      },
      referenceStandard: {
        list: { fields: { type: { list: 'text', holds: ['Standard'] }, 'id!': 'uri', 'name!': 'text' } },
      },
      referenceRegulation: {
        list: { fields: { type: { list: 'text', holds: ['Regulation'] }, 'id!': 'uri', 'name!': 'text' } },
      },
      specifiedCondition: { list: 'text' },
      evidence: { list: '@Link' },
      'conformityTopic!': { list: '@ConformityTopic' },
      conformance: 'boolean',
    },
  },
  Performance: {
    closed: true,
    together: { measure: ['metric'] },
    fields: {
      metric: {
        fields: { type: { list: 'text', holds: ['PerformanceMetric'] }, 'id!': 'uri', 'name!': 'text' },
      },
      measure: '@Measure',
      score: '@Score',
    },
  },
  Measure: {
    closed: true,
    fields: { 'value!': 'number', upperTolerance: 'number', lowerTolerance: 'number', 'unit!': 'text' },
  },
  ProductVerification: {
    fields: {
      'product!': {
        fields: {
          type: { list: 'text', holds: ['Product'] },
          'id!': 'uri',
          'name!': 'text',
          modelNumber: 'text',
          batchNumber: 'text',
          itemNumber: 'text',
        },
      },
      idVerifiedByCAB: 'boolean',
    },
  },
  FacilityVerification: {
    fields: {
      'facility!': {
        fields: {
          type: { list: 'text', holds: ['Facility'] },
          'id!': 'uri',
          'name!': 'text',
          registeredId: 'text',
        },
      },
      idVerifiedByCAB: 'boolean',
    },
  },
  ConformityTopic: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['ConformityTopic'] },
      'id!': 'uri',
      'name!': 'text',
      definition: 'text',
    },
  },
  IssuingSoftware: {
    closed: true,
    fields: {
      'id!': 'uri',
      'name!': 'text',
      'version!': 'text',
      'vendor!': { closed: true, fields: { 'id!': 'uri', 'name!': 'text' } },
    },
  },
};
