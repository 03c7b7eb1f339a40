import type { Shapes } from './shape.ts';

/** What UNTP 0.7.0 (as synchronised in April 2026) asks of product passports and facility records. */
export const PASSPORT_SHAPES: Shapes = {
  DigitalProductPassport: {
    fields: {
      type: { list: 'text', holds: ['DigitalProductPassport', 'VerifiableCredential'] },
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
      'credentialSubject!': '@Product',
    },
  },
  DigitalFacilityRecord: {
    fields: {
      type: { list: 'text', holds: ['DigitalFacilityRecord', 'VerifiableCredential'] },
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
      'credentialSubject!': '@Facility',
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
  Product: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['Product'] },
      'id!': 'uri',
      'name!': 'text',
      description: 'text',
      'idScheme!': {
        fields: { type: { list: 'text', holds: ['IdentifierScheme'] }, 'id!': 'uri', 'name!': 'text' },
      },
      modelNumber: 'text',
      batchNumber: 'text',
      itemNumber: 'text',
      'idGranularity!': { oneOfTexts: ['model', 'batch', 'item'] },
      productImage: '@Link',
      characteristics: '@Characteristics',
      'productCategory!': { list: '@Classification' },
      relatedDocument: { list: '@Link' },
      relatedParty: { list: '@PartyRole' },
      'producedAtFacility!': {
        fields: {
          type: { list: 'text', holds: ['Facility'] },
          'id!': 'uri',
          'name!': 'text',
          registeredId: 'text',
        },
      },
      productionDate: 'date',
      'countryOfProduction!': '@Country',
      dimensions: '@Dimension',
      materialProvenance: { list: '@Material' },
      packaging: '@Package',
      productLabel: { list: '@Image' },
      performanceClaim: { list: '@Claim' },
    },
  },
  Link: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['Link'] },
      'linkURL!': 'uri',
      'linkName!': 'text',
      digestMultibase: 'text',
      mediaType: 'text',
      linkType: 'text',
    },
  },
  Characteristics: { fields: { type: { list: 'text', holds: ['Characteristics'] } } },
  Classification: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['Classification'] },
      'code!': 'text',
      'name!': 'text',
      definition: 'text',
      'schemeId!': 'uri',
      'schemeName!': 'text',
    },
  },
  PartyRole: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['PartyRole'] },
      'role!': {
        oneOfTexts: [
          'owner',
          'producer',
          'manufacturer',
          'processor',
          'remanufacturer',
          'recycler',
          'operator',
          'serviceProvider',
          'inspector',
          'certifier',
          'logisticsProvider',
          'carrier',
          'consignor',
          'consignee',
          'importer',
          'exporter',
          'distributor',
          'retailer',
          'brandOwner',
          'regulator',
        ],
      },
      'party!': '@Party',
    },
  },
  Party: {
    fields: {
      type: { list: 'text', holds: ['Party'] },
      'id!': 'uri',
      'name!': 'text',
      description: 'text',
      registeredId: 'text',
      idScheme: {
        fields: { type: { list: 'text', holds: ['IdentifierScheme'] }, 'id!': 'uri', 'name!': 'text' },
      },
      registrationCountry: '@Country',
      partyAddress: '@Address',
      organisationWebsite: 'uri',
      industryCategory: { list: '@Classification' },
      partyAlsoKnownAs: {
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
  Country: {
    closed: true,
    fields: { type: { list: 'text', holds: ['Country'] }, 'countryCode!': 'text', countryName: 'text' },
  },
  Address: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['Address'] },
      'streetAddress!': 'text',
      'postalCode!': 'text',
      'addressLocality!': 'text',
      'addressRegion!': 'text',
      'addressCountry!': '@Country',
    },
  },
  Dimension: {
    fields: {
      type: { list: 'text', holds: ['Dimension'] },
      weight: '@Measure',
      length: '@Measure',
      width: '@Measure',
      height: '@Measure',
      volume: '@Measure',
    },
  },
  Measure: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['Measure'] },
      'value!': 'number',
      upperTolerance: 'number',
      lowerTolerance: 'number',
      'unit!': 'text',
    },
  },
  Material: {
    fields: {
      type: { list: 'text', holds: ['Material'] },
      'name!': 'text',
      'originCountry!': '@Country',
      'materialType!': '@Classification',
      'massFraction!': { number: 'number', from: 0, to: 1 },
      mass: '@Measure',
      recycledMassFraction: { number: 'number', from: 0, to: 1 },
      hazardous: 'boolean',
      symbol: '@Image',
      materialSafetyInformation: '@Link',
    },
  },
  Image: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['Image'] },
      'name!': 'text',
      description: 'text',
      'imageData!': 'base64',
      'mediaType!': 'text',
    },
  },
  Package: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['Package'] },
      'description!': 'text',
      'dimensions!': '@Dimension',
      'materialUsed!': { list: '@Material' },
      packageLabel: { list: '@Image' },
      performanceClaim: { list: '@Claim' },
    },
  },
  Claim: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['Claim'] },
      'id!': 'uri',
      'name!': 'text',
      description: 'text',
      'referenceCriteria!': {
        list: { fields: { type: { list: 'text', holds: ['Criterion'] }, 'id!': 'uri', 'name!': 'text' } },
      },
      referenceRegulation: {
        list: { fields: { type: { list: 'text', holds: ['Regulation'] }, 'id!': 'uri', 'name!': 'text' } },
      },
      referenceStandard: {
        list: { fields: { type: { list: 'text', holds: ['Standard'] }, 'id!': 'uri', 'name!': 'text' } },
      },
      'claimDate!': 'date',
      applicablePeriod: '@Period',
      'claimedPerformance!': { list: '@Performance' },
      evidence: { list: '@Link' },
      'conformityTopic!': { list: '@ConformityTopic' },
    },
  },
  Period: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['Period'] },
      'startDate!': 'date',
      'endDate!': 'date',
      periodInformation: 'text',
    },
  },
  Performance: {
    closed: true,
    together: { measure: ['metric'] },
    fields: {
      type: { list: 'text', holds: ['Performance'] },
      metric: {
        fields: { type: { list: 'text', holds: ['PerformanceMetric'] }, 'id!': 'uri', 'name!': 'text' },
      },
      measure: '@Measure',
      score: '@Score',
    },
  },
  Score: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['Score'] },
      'code!': 'text',
      rank: 'integer',
      definition: 'text',
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
  Facility: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['Facility'] },
      'id!': 'uri',
      'name!': 'text',
      description: 'text',
      registeredId: 'text',
      idScheme: {
        fields: { type: { list: 'text', holds: ['IdentifierScheme'] }, 'id!': 'uri', 'name!': 'text' },
      },
      'countryOfOperation!': '@Country',
      'processCategory!': { list: '@Classification' },
      relatedParty: { list: '@PartyRole' },
      relatedDocument: { list: '@Link' },
      facilityAlsoKnownAs: {
        list: {
          fields: {
            type: { list: 'text', holds: ['Facility'] },
            'id!': 'uri',
            'name!': 'text',
            registeredId: 'text',
          },
        },
      },
      'locationInformation!': '@Location',
      'address!': '@Address',
      materialUsage: '@MaterialUsage',
      performanceClaim: { list: '@Claim' },
    },
  },
  Location: {
    fields: {
      type: { list: 'text', holds: ['Location'] },
      plusCode: 'uri',
      geoLocation: '@Coordinate',
      geoBoundary: { list: '@Coordinate' },
    },
  },
  Coordinate: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['Coordinate'] },
      'latitude!': { number: 'number', from: -90, to: 90 },
      'longitude!': { number: 'number', from: -180, to: 180 },
    },
  },
  MaterialUsage: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['MaterialUsage'] },
      applicablePeriod: '@Period',
      'materialConsumed!': { list: '@Material' },
    },
  },
};
