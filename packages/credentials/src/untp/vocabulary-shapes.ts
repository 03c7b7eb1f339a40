import type { Shapes } from './shape.ts';

/** What UNTP 0.7.0 (as synchronised in April 2026) asks of schemes, profiles and criteria. */
export const VOCABULARY_SHAPES: Shapes = {
  ConformityScheme: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['ConformityScheme'] },
      'id!': 'uri',
      'name!': 'text',
      description: 'text',
      'owner!': {
        fields: {
          type: { list: 'text', holds: ['Party'] },
          'id!': 'uri',
          'name!': 'text',
          registeredId: 'text',
        },
      },
      'endorsementLevel!': {
        oneOfTexts: ['endorsed_self', 'endorsed_mandate', 'endorsed_accreditation', 'endorsed_benchmarked'],
      },
      endorsement: '@Endorsement',
      schemeScoringFramework: '@ScoringFramework',
      'documentation!': 'uri',
      licenseType: {
        oneOfTexts: [
          'proprietary-Code',
          'proprietary-Document',
          'permissive-OpenSource',
          'copyleft',
          'creative-Commons',
          'source-Available',
          'public',
        ],
      },
      establishedDate: 'date',
      geographicScope: { list: '@Classification' },
      industryScope: { list: '@Classification' },
      trustmark: '@Image',
      conformsTo: {
        fields: { type: { list: 'text', holds: ['Link'] }, 'linkName!': 'text', 'linkURL!': 'uri' },
      },
      includedProfile: {
        list: {
          fields: { type: { list: 'text', holds: ['ConformityProfile'] }, 'id!': 'uri', 'name!': 'text' },
        },
      },
    },
  },
  ConformityProfile: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['ConformityProfile'] },
      'id!': 'uri',
      'name!': 'text',
      description: 'text',
      'version!': 'text',
      'validFrom!': 'date',
      'status!': { oneOfTexts: ['proposed', 'active', 'deprecated'] },
      subjectType: { oneOfTexts: ['product', 'facility', 'organisation'] },
      standardAlignment: { list: '@StandardAlignment' },
      regulatoryAlignment: { list: '@RegulatoryAlignment' },
      criterionScoringFramework: { list: '@ScoringFramework' },
      documentation: 'uri',
      'criterion!': {
        list: { fields: { type: { list: 'text', holds: ['Criterion'] }, 'id!': 'uri', 'name!': 'text' } },
      },
      scope: { list: '@Classification' },
      'scheme!': {
        fields: { type: { list: 'text', holds: ['ConformityScheme'] }, 'id!': 'uri', 'name!': 'text' },
      },
    },
  },
  Criterion: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['Criterion'] },
      'id!': 'uri',
      'name!': 'text',
      description: 'text',
      'version!': 'text',
      'status!': { oneOfTexts: ['proposed', 'active', 'deprecated'] },
      documentation: 'uri',
      'conformityTopic!': { list: '@ConformityTopic' },
      'passThreshold!': { list: '@Performance' },
      tag: { list: 'text' },
    },
  },
  Endorsement: {
    fields: {
      type: { list: 'text', holds: ['Endorsement'] },
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
    fields: {
      type: { list: 'text', holds: ['Image'] },
      'name!': 'text',
      description: 'text',
      'imageData!': 'base64',
      'mediaType!': 'text',
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
  ScoringFramework: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['ScoringFramework'] },
      'name!': 'text',
      'description!': 'text',
      'score!': { list: '@Score' },
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
  StandardAlignment: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['StandardAlignment'] },
      'standard!': { fields: { type: { list: 'text', holds: ['Standard'] }, 'id!': 'uri', 'name!': 'text' } },
      alignmentLevel: { oneOfTexts: ['meets', 'exceeds', 'partial'] },
    },
  },
  RegulatoryAlignment: {
    closed: true,
    fields: {
      type: { list: 'text', holds: ['RegulatoryAlignment'] },
      'regulation!': {
        fields: { type: { list: 'text', holds: ['Regulation'] }, 'id!': 'uri', 'name!': 'text' },
      },
      alignmentLevel: { oneOfTexts: ['meets', 'exceeds', 'partial'] },
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
};
