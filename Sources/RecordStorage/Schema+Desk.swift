extension Schema {
    static let customers = [
        """
        CREATE TABLE customers (
            id {int} PRIMARY KEY NOT NULL, reference {text} NOT NULL UNIQUE, name {text} NOT NULL,
            folded_name {text} NOT NULL, given_name {text}, family_name {text}, company {text},
            city {text}, country {text}, language {text}, emails {text} NOT NULL,
            phones {text} NOT NULL, handles {text} NOT NULL, orders {text} NOT NULL,
            owner_id {int} REFERENCES staff (id), do_not_contact {bool} NOT NULL,
            created_at {int} NOT NULL, version {int} NOT NULL){strict}
        """,
        "CREATE INDEX customers_name ON customers (folded_name)",
        """
        CREATE TABLE identifiers (
            kind {text} NOT NULL CHECK (kind IN ('email', 'handle', 'order')),
            key {text} NOT NULL, customer_id {int} NOT NULL REFERENCES customers (id),
            first_seen_at {int} NOT NULL, PRIMARY KEY (kind, key, customer_id)){strict}
        """,
        "CREATE INDEX identifiers_customer ON identifiers (customer_id)",
        """
        CREATE TABLE parties (
            key {text} PRIMARY KEY NOT NULL, customer_id {int} REFERENCES customers (id),
            author_id {int} REFERENCES authors (id), erased_at {int}, version {int} NOT NULL,
            CHECK (((customer_id IS NULL) <> (author_id IS NULL)) = (erased_at IS NULL))){strict}
        """,
    ]

    static let desk = [
        """
        CREATE TABLE case_numbers (
            id {int} PRIMARY KEY NOT NULL CHECK (id = 1), n {int} NOT NULL){strict}
        """,
        "INSERT INTO case_numbers (id, n) VALUES (1, 0)",
        """
        CREATE TABLE cases (
            id {int} PRIMARY KEY NOT NULL, number {int} NOT NULL UNIQUE,
            party_key {text} NOT NULL REFERENCES parties (key),
            state {text} NOT NULL CHECK (state IN ('new', 'open', 'waiting_customer',
                'waiting_internal', 'snoozed', 'resolved', 'closed', 'merged')),
            owner_id {int} REFERENCES staff (id), nature {text} NOT NULL,
            opened_at {int} NOT NULL, due_at {int}, responded_at {int}, resolved_at {int},
            snoozed_until {int}, outcome {text}, merged_into_id {int} REFERENCES cases (id),
            queue_rank {int} NOT NULL, version {int} NOT NULL,
            CHECK (state <> 'new' OR owner_id IS NULL)){strict}
        """,
        """
        CREATE UNIQUE INDEX cases_one_live ON cases (party_key) WHERE state IN
            ('new', 'open', 'waiting_customer', 'waiting_internal', 'snoozed')
        """,
        "CREATE INDEX cases_party ON cases (party_key, id)",
        "CREATE INDEX cases_state ON cases (state, due_at)",
        """
        CREATE INDEX cases_queue ON cases (
            (CASE WHEN state IN ('new', 'open', 'waiting_customer', 'waiting_internal', 'snoozed')
                THEN COALESCE((CASE WHEN responded_at IS NULL THEN due_at END) / 60000,
                    153722867280913) END), queue_rank, id, nature, state)
        """,
        """
        CREATE TABLE clocks (
            id {int} PRIMARY KEY NOT NULL, case_id {int} NOT NULL REFERENCES cases (id),
            metric {text} NOT NULL CHECK (metric IN
                ('first_response', 'follow_up', 'resolution')),
            segment {int} NOT NULL, policy_version_id {int} NOT NULL
                REFERENCES policy_versions (id),
            started_at {int} NOT NULL, target_minutes {int} NOT NULL, due_at {int} NOT NULL,
            met_at {int}, breached_at {int}, UNIQUE (case_id, metric, segment)){strict}
        """,
        "CREATE INDEX clocks_running ON clocks (due_at) WHERE met_at IS NULL",
        """
        CREATE TABLE notes (
            id {int} PRIMARY KEY NOT NULL, case_id {int} NOT NULL REFERENCES cases (id),
            actor_kind {text} NOT NULL, actor_name {text} NOT NULL, text {text} NOT NULL,
            at {int} NOT NULL){strict}
        """,
        "CREATE INDEX notes_case ON notes (case_id, id)",
    ]

    static let mentions = [
        """
        CREATE TABLE mentions (
            id {int} PRIMARY KEY NOT NULL, entry_id {int} NOT NULL REFERENCES entries (id),
            revision_id {int} NOT NULL REFERENCES entry_revisions (id),
            brand_id {int} NOT NULL REFERENCES brands (id), feed_id {int} NOT NULL,
            feed_kind {text} NOT NULL,
            author_id {int} REFERENCES authors (id),
            triage {text} NOT NULL CHECK (triage IN ('new', 'queued', 'in_case', 'noted',
                'dismissed', 'clustered', 'withdrawn')),
            spans {text} NOT NULL, reason {text} NOT NULL, label {text} NOT NULL,
            score {int} NOT NULL, nature {text} NOT NULL, language {text} NOT NULL,
            current_judgement_id {int} NOT NULL, current_link_id {int},
            customer_id {int} REFERENCES customers (id), case_id {int} REFERENCES cases (id),
            is_history {bool} NOT NULL, dismissed_reason {text}, published_at {int} NOT NULL,
            first_seen_at {int} NOT NULL, queue_lane {text}, queue_rank {int},
            first_telling_id {int}, noise {text} CHECK (noise IN ('job_ad', 'coupon', 'ticker',
                'press_release', 'own_staff')), noise_reason {text}, version {int} NOT NULL,
            UNIQUE (entry_id, brand_id), CHECK ((noise IS NULL) = (noise_reason IS NULL)),
            CHECK ((triage = 'in_case') = (case_id IS NOT NULL)),
            CHECK ((triage = 'dismissed') = (dismissed_reason IS NOT NULL)),
            CHECK ((triage = 'queued') = (queue_lane IS NOT NULL AND queue_rank IS NOT NULL)),
            CHECK ((queue_lane IS NULL) = (queue_rank IS NULL))){strict}
        """,
        """
        CREATE INDEX mentions_queue ON mentions (triage, queue_rank, id, queue_lane, brand_id)
        """,
        "CREATE INDEX mentions_case ON mentions (case_id, published_at) WHERE case_id IS NOT NULL",
        "CREATE INDEX mentions_author ON mentions (author_id, case_id) WHERE case_id IS NOT NULL",
        "CREATE INDEX mentions_brand ON mentions (brand_id, published_at, label)",
        "CREATE INDEX mentions_history ON mentions (id, brand_id) WHERE is_history",
        "CREATE INDEX mentions_noise ON mentions (noise, brand_id) WHERE noise IS NOT NULL",
        """
        CREATE INDEX mentions_copies ON mentions (first_telling_id, id)
            WHERE first_telling_id IS NOT NULL
        """,
        """
        CREATE TABLE stories (
            story {text} NOT NULL, brand_id {int} NOT NULL REFERENCES brands (id),
            mention_id {int} NOT NULL
                REFERENCES mentions (id) DEFERRABLE INITIALLY DEFERRED,
            PRIMARY KEY (story, brand_id)){strict}
        """,
        "CREATE INDEX stories_mention ON stories (mention_id)",
        "CREATE INDEX mentions_customer ON mentions (customer_id) WHERE customer_id IS NOT NULL",
        """
        CREATE TABLE judgements (
            id {int} PRIMARY KEY NOT NULL, mention_id {int} NOT NULL REFERENCES mentions (id),
            revision_id {int} NOT NULL REFERENCES entry_revisions (id),
            ruleset_version_id {int} REFERENCES ruleset_versions (id),
            engine {text} NOT NULL, label {text} NOT NULL, score {int} NOT NULL,
            points {int} NOT NULL, nature {text} NOT NULL, nature_reason {text} NOT NULL,
            language {text} NOT NULL, is_language_assumed {bool} NOT NULL, evidence {text} NOT NULL,
            actor_kind {text} NOT NULL, actor_name {text} NOT NULL, at {int} NOT NULL,
            corrects_id {int} REFERENCES judgements (id),
            CHECK (score BETWEEN -1000 AND 1000)){strict}
        """,
        "CREATE INDEX judgements_mention ON judgements (mention_id, id)",
        """
        CREATE INDEX judgements_corrections ON judgements (mention_id)
            WHERE corrects_id IS NOT NULL
        """,
        """
        CREATE TABLE links (
            id {int} PRIMARY KEY NOT NULL, mention_id {int} NOT NULL REFERENCES mentions (id),
            customer_id {int} REFERENCES customers (id), probability_ppm {int} NOT NULL,
            decision {text} NOT NULL CHECK (decision IN ('linked', 'suggested', 'none')),
            state {text} NOT NULL CHECK (state IN
                ('auto', 'proposed', 'accepted', 'rejected', 'undone')),
            why {text} NOT NULL, actor_kind {text} NOT NULL, actor_name {text} NOT NULL,
            at {int} NOT NULL, CHECK (probability_ppm BETWEEN 0 AND 1000000)){strict}
        """,
        "CREATE INDEX links_mention ON links (mention_id, id)",
        """
        CREATE INDEX links_to_confirm ON links (mention_id)
            WHERE decision = 'suggested' AND state = 'proposed'
        """,
    ]

    /// Which mentions were judged again, and how each was judged before.
    static let rescores = [
        """
        CREATE TABLE rescore_runs (
            id {int} PRIMARY KEY NOT NULL, state {text} NOT NULL CHECK (state IN
                ('running', 'stopped', 'done', 'undoing', 'undone')),
            ruleset_version_id {int} NOT NULL REFERENCES ruleset_versions (id),
            brand_id {int} REFERENCES brands (id), since {int}, language {text}, terms {text},
            first_mention_id {int}, last_mention_id {int} NOT NULL,
            seen {int} NOT NULL, changed {int} NOT NULL, flipped {int} NOT NULL,
            restored {int} NOT NULL, actor_kind {text} NOT NULL, actor_name {text} NOT NULL,
            started_at {int} NOT NULL, ended_at {int},
            CHECK ((language IS NULL) = (terms IS NULL)),
            CHECK (first_mention_id IS NULL OR terms IS NOT NULL)){strict}
        """,
        """
        CREATE UNIQUE INDEX rescore_runs_under_way ON rescore_runs (state)
            WHERE state IN ('running', 'undoing')
        """,
        """
        CREATE TABLE rescore_changes (
            run_id {int} NOT NULL REFERENCES rescore_runs (id),
            mention_id {int} NOT NULL REFERENCES mentions (id),
            before_id {int} NOT NULL REFERENCES judgements (id),
            after_id {int} NOT NULL REFERENCES judgements (id),
            PRIMARY KEY (run_id, mention_id)){strict}
        """,
    ]

    static let ledger = [
        """
        CREATE TABLE responses (
            id {int} PRIMARY KEY NOT NULL, case_id {int} NOT NULL REFERENCES cases (id),
            mention_id {int} REFERENCES mentions (id),
            state {text} NOT NULL CHECK (state IN ('draft', 'submitted', 'rejected', 'approved',
                'scheduled', 'sending', 'sent', 'verified', 'posted_by_hand', 'uncertain',
                'failed', 'recalled', 'discarded')),
            visibility {text} NOT NULL CHECK (visibility IN ('public', 'private')),
            channel {text} NOT NULL, body {text} NOT NULL, thread_address {text},
            staff_id {int} REFERENCES staff (id), created_at {int} NOT NULL,
            version {int} NOT NULL){strict}
        """,
        "CREATE INDEX responses_case ON responses (case_id, id)",
        """
        CREATE TABLE contacts (
            id {int} PRIMARY KEY NOT NULL, party_key {text} NOT NULL REFERENCES parties (key),
            case_id {int} REFERENCES cases (id), mention_id {int} REFERENCES mentions (id),
            response_id {int} REFERENCES responses (id),
            direction {text} NOT NULL CHECK (direction IN ('in', 'out')),
            is_solicited {bool} NOT NULL, channel {text} NOT NULL CHECK (channel IN
                ('public_reply', 'email', 'phone', 'letter', 'visit', 'chat', 'video', 'other')),
            visibility {text} NOT NULL CHECK (visibility IN ('public', 'private')),
            nature {text}, outcome {text}, staff_id {int} REFERENCES staff (id),
            at {int} NOT NULL){strict}
        """,
        "CREATE UNIQUE INDEX contacts_mention ON contacts (mention_id) WHERE direction = 'in'",
        "CREATE UNIQUE INDEX contacts_response ON contacts (response_id)",
        "CREATE INDEX contacts_party ON contacts (party_key, at)",
        "CREATE INDEX contacts_case ON contacts (case_id, id)",
        """
        CREATE TABLE audit (
            id {int} PRIMARY KEY NOT NULL, at {int} NOT NULL, actor_kind {text} NOT NULL,
            actor_name {text} NOT NULL, act {text} NOT NULL, case_id {int},
            mention_id {int}, payload_hash {bytes} NOT NULL, sequence {int} UNIQUE,
            chain_hash {bytes}){strict}
        """,
        "CREATE INDEX audit_case ON audit (case_id, id) WHERE case_id IS NOT NULL",
        "CREATE INDEX audit_unsealed ON audit (id) WHERE sequence IS NULL",
        """
        CREATE TABLE audit_payloads (
            audit_id {int} PRIMARY KEY NOT NULL REFERENCES audit (id), salt {bytes} NOT NULL,
            payload {text} NOT NULL){strict}
        """,
    ]

    static let counts = [
        """
        CREATE TABLE counts_quarter (
            bucket_at {int} NOT NULL, brand_id {int} NOT NULL, label {text} NOT NULL,
            language {text} NOT NULL, nature {text} NOT NULL, n {int} NOT NULL,
            PRIMARY KEY (brand_id, bucket_at, label, language, nature)){strict}
        """,
        """
        CREATE TABLE counts_day (
            day {text} NOT NULL, brand_id {int} NOT NULL, feed_id {int} NOT NULL,
            label {text} NOT NULL, n {int} NOT NULL,
            PRIMARY KEY (brand_id, day, feed_id, label)){strict}
        """,
    ]

    static let alerts = [
        """
        CREATE TABLE alerts (
            id {int} PRIMARY KEY NOT NULL, brand_id {int} NOT NULL REFERENCES brands (id),
            kind {text} NOT NULL CHECK (kind IN ('burst', 'first_days')),
            observed {int} NOT NULL, usual_thousandths {int} NOT NULL, days {int} NOT NULL,
            chance_billionths {int} NOT NULL, at {int} NOT NULL){strict}
        """,
        "CREATE INDEX alerts_brand ON alerts (brand_id, at)",
        "CREATE INDEX alerts_at ON alerts (at)",
    ]

    /// Who was erased, as hashes that only this store can make, and whether the traces are gone.
    static let erasure = [
        """
        CREATE TABLE erasure_state (
            id {int} PRIMARY KEY NOT NULL CHECK (id = 1), salt {bytes} NOT NULL,
            erased {int} NOT NULL, wiped {int} NOT NULL){strict}
        """,
        // From the first day, so that every backup of a store makes the same hashes.
        "INSERT INTO erasure_state (id, salt, erased, wiped) VALUES (1, {salt}, 0, 0)",
        """
        CREATE TABLE erasure_list (
            key_hash {text} PRIMARY KEY NOT NULL, at {int} NOT NULL, feed_id {int}){strict}
        """,
    ]

    static let sequence = [
        """
        CREATE TABLE change_counter (
            id {int} PRIMARY KEY NOT NULL CHECK (id = 1), n {int} NOT NULL){strict}
        """,
        "INSERT INTO change_counter (id, n) VALUES (1, 0)",
        """
        CREATE TABLE changes (
            n {int} PRIMARY KEY NOT NULL, kind {text} NOT NULL, record_id {int} NOT NULL,
            at {int} NOT NULL){strict}
        """,
    ]
}
