___TERMS_OF_SERVICE___

By creating or modifying this file you agree to Google Tag Manager's Community
Template Gallery Developer Terms of Service available at
https://developers.google.com/tag-manager/gallery-tos (or such other URL as
Google may provide), as modified from time to time.


___INFO___

{
  "type": "TAG",
  "id": "cvt_temp_public_id",
  "version": 1,
  "securityGroups": [],
  "displayName": "Noren consent",
  "categories": [
    "TAG_MANAGEMENT",
    "UTILITY"
  ],
  "brand": {
    "id": "noren",
    "displayName": "Noren"
  },
  "description": "Sets the consent defaults of Google's tags before any of them runs, and updates them with what a visitor has chosen in Noren. Fire it on Consent Initialization - All Pages.",
  "containerContexts": [
    "WEB"
  ]
}


___TEMPLATE_PARAMETERS___

[
  {
    "type": "SIMPLE_TABLE",
    "name": "purposes",
    "displayName": "Purposes of the site, and the consent types that each of them grants",
    "help": "As \"consentMode\" of the site's config has it. A type that stands in no row keeps its default.",
    "simpleTableColumns": [
      {
        "defaultValue": "",
        "displayName": "Purpose",
        "name": "purpose",
        "type": "TEXT",
        "isUnique": true,
        "valueValidators": [
          {
            "type": "NON_EMPTY"
          },
          {
            "type": "REGEX",
            "args": [
              "^[a-z][a-z0-9-]{0,39}$"
            ],
            "errorMessage": "The id of a purpose: small letters, digits and hyphens."
          }
        ]
      },
      {
        "defaultValue": "",
        "displayName": "Consent types, with commas",
        "name": "types",
        "type": "TEXT",
        "valueValidators": [
          {
            "type": "REGEX",
            "args": [
              "^\\s*(ad_storage|ad_user_data|ad_personalization|analytics_storage|functionality_storage|personalization_storage|security_storage)(\\s*,\\s*(ad_storage|ad_user_data|ad_personalization|analytics_storage|functionality_storage|personalization_storage|security_storage))*\\s*$"
            ],
            "errorMessage": "Some of ad_storage, ad_user_data, ad_personalization, analytics_storage, functionality_storage, personalization_storage, security_storage."
          }
        ]
      },
      {
        "defaultValue": "after-yes",
        "displayName": "Runs",
        "name": "runs",
        "type": "SELECT",
        "macrosInSelect": false,
        "selectItems": [
          {
            "value": "after-yes",
            "displayValue": "after a yes (opt-in, always)"
          },
          {
            "value": "until-no",
            "displayValue": "until a no (opt-out, notify)"
          }
        ]
      }
    ],
    "defaultValue": [
      {
        "purpose": "statistics",
        "types": "analytics_storage",
        "runs": "after-yes"
      },
      {
        "purpose": "recommendation",
        "types": "personalization_storage",
        "runs": "after-yes"
      },
      {
        "purpose": "advertising",
        "types": "ad_storage, ad_user_data, ad_personalization",
        "runs": "after-yes"
      },
      {
        "purpose": "necessary",
        "types": "functionality_storage, security_storage",
        "runs": "after-yes"
      }
    ]
  },
  {
    "type": "GROUP",
    "name": "defaults",
    "displayName": "Before a visitor has chosen",
    "groupStyle": "ZIPPY_CLOSED",
    "subParams": [
      {
        "type": "SELECT",
        "name": "ad_storage",
        "displayName": "ad_storage",
        "macrosInSelect": false,
        "selectItems": [
          {
            "value": "denied",
            "displayValue": "denied"
          },
          {
            "value": "granted",
            "displayValue": "granted"
          }
        ],
        "simpleValueType": true,
        "defaultValue": "denied"
      },
      {
        "type": "SELECT",
        "name": "ad_user_data",
        "displayName": "ad_user_data",
        "macrosInSelect": false,
        "selectItems": [
          {
            "value": "denied",
            "displayValue": "denied"
          },
          {
            "value": "granted",
            "displayValue": "granted"
          }
        ],
        "simpleValueType": true,
        "defaultValue": "denied"
      },
      {
        "type": "SELECT",
        "name": "ad_personalization",
        "displayName": "ad_personalization",
        "macrosInSelect": false,
        "selectItems": [
          {
            "value": "denied",
            "displayValue": "denied"
          },
          {
            "value": "granted",
            "displayValue": "granted"
          }
        ],
        "simpleValueType": true,
        "defaultValue": "denied"
      },
      {
        "type": "SELECT",
        "name": "analytics_storage",
        "displayName": "analytics_storage",
        "macrosInSelect": false,
        "selectItems": [
          {
            "value": "denied",
            "displayValue": "denied"
          },
          {
            "value": "granted",
            "displayValue": "granted"
          }
        ],
        "simpleValueType": true,
        "defaultValue": "denied"
      },
      {
        "type": "SELECT",
        "name": "functionality_storage",
        "displayName": "functionality_storage",
        "macrosInSelect": false,
        "selectItems": [
          {
            "value": "denied",
            "displayValue": "denied"
          },
          {
            "value": "granted",
            "displayValue": "granted"
          }
        ],
        "simpleValueType": true,
        "defaultValue": "granted"
      },
      {
        "type": "SELECT",
        "name": "personalization_storage",
        "displayName": "personalization_storage",
        "macrosInSelect": false,
        "selectItems": [
          {
            "value": "denied",
            "displayValue": "denied"
          },
          {
            "value": "granted",
            "displayValue": "granted"
          }
        ],
        "simpleValueType": true,
        "defaultValue": "denied"
      },
      {
        "type": "SELECT",
        "name": "security_storage",
        "displayName": "security_storage",
        "macrosInSelect": false,
        "selectItems": [
          {
            "value": "denied",
            "displayValue": "denied"
          },
          {
            "value": "granted",
            "displayValue": "granted"
          }
        ],
        "simpleValueType": true,
        "defaultValue": "granted"
      },
      {
        "type": "SIMPLE_TABLE",
        "name": "regions",
        "displayName": "Other defaults in some regions",
        "help": "ISO 3166-2 codes with commas, e.g. JP or US-CA. What a row denies is denied there; everything else stays as above. A more exact region counts before a wider one.",
        "simpleTableColumns": [
          {
            "defaultValue": "",
            "displayName": "Regions",
            "name": "region",
            "type": "TEXT",
            "valueValidators": [
              {
                "type": "NON_EMPTY"
              },
              {
                "type": "REGEX",
                "args": [
                  "^\\s*[A-Z]{2}(-[A-Z0-9]{1,3})?(\\s*,\\s*[A-Z]{2}(-[A-Z0-9]{1,3})?)*\\s*$"
                ],
                "errorMessage": "ISO 3166-2 codes with commas, such as JP, US-CA."
              }
            ]
          },
          {
            "defaultValue": "",
            "displayName": "Granted types, with commas",
            "name": "granted",
            "type": "TEXT"
          },
          {
            "defaultValue": "",
            "displayName": "Denied types, with commas",
            "name": "denied",
            "type": "TEXT"
          }
        ]
      },
      {
        "type": "TEXT",
        "name": "waitForUpdate",
        "displayName": "Milliseconds for which Google's tags wait for the choice",
        "simpleValueType": true,
        "defaultValue": "500",
        "valueValidators": [
          {
            "type": "NON_NEGATIVE_NUMBER"
          }
        ]
      },
      {
        "type": "CHECKBOX",
        "name": "adsDataRedaction",
        "checkboxText": "Redact ads data while ad_storage is denied (ads_data_redaction)",
        "simpleValueType": true,
        "defaultValue": true
      },
      {
        "type": "CHECKBOX",
        "name": "urlPassthrough",
        "checkboxText": "Pass ad clicks on in addresses (url_passthrough)",
        "simpleValueType": true,
        "defaultValue": false
      }
    ]
  },
  {
    "type": "GROUP",
    "name": "noren",
    "displayName": "Noren",
    "groupStyle": "ZIPPY_CLOSED",
    "subParams": [
      {
        "type": "RADIO",
        "name": "source",
        "displayName": "How Noren tells what was chosen",
        "radioItems": [
          {
            "value": "page",
            "displayValue": "This tag asks Noren itself",
            "help": "It needs nothing else. Every page with it fetches Noren's second file."
          },
          {
            "value": "dataLayer",
            "displayValue": "By dataLayer: fire this tag on noren.ready and noren.change, too",
            "help": "With \"bridges\": {\"data-layer\": {}} in the site's config. Nothing more is fetched."
          }
        ],
        "simpleValueType": true,
        "defaultValue": "page"
      },
      {
        "type": "CHECKBOX",
        "name": "pushEvents",
        "checkboxText": "Push noren.ready, noren.change and noren.granted onto dataLayer",
        "simpleValueType": true,
        "defaultValue": true,
        "help": "Only where the config has no \"data-layer\" bridge, which pushes the same.",
        "enablingConditions": [
          {
            "paramName": "source",
            "paramValue": "page",
            "type": "EQUALS"
          }
        ]
      },
      {
        "type": "TEXT",
        "name": "src",
        "displayName": "Address of noren.js, where this tag is to bring it",
        "simpleValueType": true,
        "help": "Leave it empty where noren.js stands in the page, which is the better place: a page that waits for Tag Manager gates nothing until then. The permission \"Injects scripts\" has to name the address.",
        "valueValidators": [
          {
            "type": "REGEX",
            "args": [
              "^(https://.+)?$"
            ],
            "errorMessage": "An address that begins with https://."
          }
        ]
      }
    ]
  }
]


___SANDBOXED_JS_FOR_WEB_TEMPLATE___

// Sets Google's consent defaults first of all, then updates them with what Noren says. All of it: docs/gtm.md of Noren.
const callInWindow = require('callInWindow');
const copyFromDataLayer = require('copyFromDataLayer');
const createQueue = require('createQueue');
const gtagSet = require('gtagSet');
const injectScript = require('injectScript');
const makeNumber = require('makeNumber');
const setDefaultConsentState = require('setDefaultConsentState');
const setInWindow = require('setInWindow');
const templateStorage = require('templateStorage');
const updateConsentState = require('updateConsentState');

const TYPES = ['ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage', 'functionality_storage', 'personalization_storage', 'security_storage'];
const rows = data.purposes || [];

// 'a, b' as a list, of known types alone.
const typesIn = (text) => (text || '').split(',').map((one) => one.trim()).filter((one) => TYPES.indexOf(one) >= 0);

// What is granted while these purposes may run. A type that stands in no row is not spoken of.
const stateOf = (open) => {
  const state = {};
  rows.forEach((row) => {
    typesIn(row.types).forEach((type) => {
      // Where two rows name a type, both have to run.
      if (state[type] !== 'denied') state[type] = open.indexOf(row.purpose) >= 0 ? 'granted' : 'denied';
    });
  });
  return state;
};

const setDefaults = () => {
  const wait = makeNumber(data.waitForUpdate) || 0;
  // A region's row first: the order does not count for Google, the exactness of the region does.
  (data.regions || []).forEach((row) => {
    const state = { region: row.region.split(',').map((one) => one.trim()), wait_for_update: wait };
    TYPES.forEach((type) => {
      state[type] = data[type] === 'granted' ? 'granted' : 'denied';
    });
    typesIn(row.granted).forEach((type) => {
      state[type] = 'granted';
    });
    // Where a row says both, the no counts.
    typesIn(row.denied).forEach((type) => {
      state[type] = 'denied';
    });
    setDefaultConsentState(state);
  });
  const state = { wait_for_update: wait };
  TYPES.forEach((type) => {
    state[type] = data[type] === 'granted' ? 'granted' : 'denied';
  });
  setDefaultConsentState(state);
  gtagSet({ ads_data_redaction: data.adsDataRedaction === true, url_passthrough: data.urlPassthrough === true });
};

// By dataLayer nobody says what runs without an answer: the table does.
const tellFromDataLayer = () => {
  // The last push alone: what is merged of several would keep what has been taken back.
  const noren = copyFromDataLayer('noren', 1) || {};
  const granted = noren.granted || [];
  const denied = noren.denied || [];
  const early = rows.filter((row) => row.runs === 'until-no' && denied.indexOf(row.purpose) < 0);
  updateConsentState(stateOf(granted.concat(early.map((row) => row.purpose))));
};

const listen = () => {
  const told = [];
  let last;
  const push = createQueue('dataLayer');
  const tell = (event, detail) => {
    const after = detail.after || {};
    const open = detail.open || [];
    const of = (state) => {
      const found = [];
      for (const id in after) if (after[id] === state) found.push(id);
      return found;
    };
    const noren = { granted: of('granted'), denied: of('denied'), undecided: of('undecided'), cause: detail.cause };
    // One update and one event for each decision: that it was recorded, or that another tab has it too, changes nothing.
    const now = [open, noren.granted, noren.denied].map((ids) => ids.join(',')).join(';');
    if (last === now && ['sync', 'other-tab', 'expiry'].indexOf(detail.cause) >= 0) return;
    last = now;
    updateConsentState(stateOf(open));
    if (!data.pushEvents) return;
    push({ event: event, noren: noren, _clear: true });
    open.forEach((id) => {
      if (told.indexOf(id) >= 0) return;
      told.push(id);
      push({ event: 'noren.granted', norenPurpose: id });
    });
  };
  // The queue, or the page API, whichever is there: both have push. A value that is there stays.
  setInWindow('noren', [], false);
  callInWindow('noren.push', () => {
    callInWindow('noren.on', 'ready', (detail) => tell('noren.ready', detail), { replay: true });
    callInWindow('noren.on', 'change', (detail) => tell('noren.change', detail));
  });
};

const event = copyFromDataLayer('event');
if (data.source === 'dataLayer' && (event === 'noren.ready' || event === 'noren.change')) {
  tellFromDataLayer();
} else if (!templateStorage.getItem('started')) {
  templateStorage.setItem('started', true);
  setDefaults();
  if (data.source !== 'dataLayer') listen();
}

if (data.src) injectScript(data.src, data.gtmOnSuccess, data.gtmOnFailure, data.src);
else data.gtmOnSuccess();


___WEB_PERMISSIONS___

[
  {
    "instance": {
      "key": {
        "publicId": "access_consent",
        "versionId": "1"
      },
      "param": [
        {
          "key": "consentTypes",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "ad_storage"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "ad_user_data"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "ad_personalization"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "analytics_storage"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "functionality_storage"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "personalization_storage"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "security_storage"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "access_globals",
        "versionId": "1"
      },
      "param": [
        {
          "key": "keys",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "dataLayer"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "noren"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "noren.push"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "noren.on"
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "read_data_layer",
        "versionId": "1"
      },
      "param": [
        {
          "key": "allowedKeys",
          "value": {
            "type": 1,
            "string": "specific"
          }
        },
        {
          "key": "keyPatterns",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 1,
                "string": "event"
              },
              {
                "type": 1,
                "string": "noren"
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "write_data_layer",
        "versionId": "1"
      },
      "param": [
        {
          "key": "keyPatterns",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 1,
                "string": "ads_data_redaction"
              },
              {
                "type": 1,
                "string": "url_passthrough"
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "inject_script",
        "versionId": "1"
      },
      "param": [
        {
          "key": "urls",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 1,
                "string": "https://consent.example.co.jp/*"
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "access_template_storage",
        "versionId": "1"
      },
      "param": []
    },
    "isRequired": true
  }
]


___TESTS___

scenarios:
- name: Sets every type before anything else, once
  code: |-
    require('templateStorage').clear();
    mock('copyFromDataLayer', 'gtm.init_consent');
    const mockData = {ad_storage: 'denied', analytics_storage: 'granted', waitForUpdate: '500', source: 'dataLayer'};
    runCode(mockData);
    assertApi('setDefaultConsentState').wasCalledWith({
      wait_for_update: 500,
      ad_storage: 'denied',
      ad_user_data: 'denied',
      ad_personalization: 'denied',
      analytics_storage: 'granted',
      functionality_storage: 'denied',
      personalization_storage: 'denied',
      security_storage: 'denied'
    });
    assertApi('updateConsentState').wasNotCalled();
    assertApi('callInWindow').wasNotCalled();
    assertApi('injectScript').wasNotCalled();
    assertApi('gtmOnSuccess').wasCalled();
    let again = 0;
    mock('setDefaultConsentState', () => { again = again + 1; });
    runCode(mockData);
    assertThat(again).isEqualTo(0);
- name: Updates with what dataLayer says
  code: |-
    require('templateStorage').clear();
    mock('copyFromDataLayer', (key) => key === 'event' ? 'noren.change' : {granted: ['statistics'], denied: ['advertising']});
    runCode({source: 'dataLayer', purposes: [
      {purpose: 'statistics', types: 'analytics_storage', runs: 'after-yes'},
      {purpose: 'advertising', types: 'ad_storage', runs: 'after-yes'},
      {purpose: 'help', types: 'functionality_storage', runs: 'until-no'}
    ]});
    assertApi('setDefaultConsentState').wasNotCalled();
    assertApi('updateConsentState').wasCalledWith({
      analytics_storage: 'granted',
      ad_storage: 'denied',
      functionality_storage: 'granted'
    });
    assertApi('gtmOnSuccess').wasCalled();
- name: Asks Noren itself, and hands its events on
  code: |-
    require('templateStorage').clear();
    const pushed = [];
    mock('copyFromDataLayer', 'gtm.init_consent');
    mock('setInWindow', true);
    mock('createQueue', () => (entry) => { pushed.push(entry); });
    mock('callInWindow', (path, first, listener) => {
      if (path === 'noren.push') first();
      else if (first === 'ready') listener({after: {statistics: 'granted', advertising: 'denied'}, open: ['statistics'], cause: 'start'});
    });
    runCode({source: 'page', pushEvents: true, purposes: [
      {purpose: 'statistics', types: 'analytics_storage', runs: 'after-yes'},
      {purpose: 'advertising', types: 'ad_storage', runs: 'after-yes'}
    ]});
    assertApi('setDefaultConsentState').wasCalled();
    assertApi('updateConsentState').wasCalledWith({analytics_storage: 'granted', ad_storage: 'denied'});
    assertThat(pushed).isEqualTo([
      {
        event: 'noren.ready',
        noren: {granted: ['statistics'], denied: ['advertising'], undecided: [], cause: 'start'},
        _clear: true
      },
      {event: 'noren.granted', norenPurpose: 'statistics'}
    ]);


___NOTES___

Part of Noren, MIT licensed. How to set it up: docs/gtm.md, in Japanese docs/gtm.ja.md.
