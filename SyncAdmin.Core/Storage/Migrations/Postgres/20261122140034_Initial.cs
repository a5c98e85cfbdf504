using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace SyncAdmin.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    key_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    prefix = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    role = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_log",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_kind = table.Column<string>(type: "text", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false),
                    actor_name = table.Column<string>(type: "text", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    subject_type = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<string>(type: "text", nullable: false),
                    before = table.Column<string>(type: "jsonb", nullable: true),
                    after = table.Column<string>(type: "jsonb", nullable: true),
                    correlation_id = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_log", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "collections",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    physical_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    vector_size = table.Column<int>(type: "integer", nullable: false),
                    distance = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    hnsw_m = table.Column<int>(type: "integer", nullable: true),
                    hnsw_ef_construct = table.Column<int>(type: "integer", nullable: true),
                    hnsw_on_disk = table.Column<bool>(type: "boolean", nullable: true),
                    on_disk = table.Column<bool>(type: "boolean", nullable: true),
                    on_disk_payload = table.Column<bool>(type: "boolean", nullable: true),
                    quantization_kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    quantization_quantile = table.Column<double>(type: "double precision", nullable: true),
                    quantization_always_ram = table.Column<bool>(type: "boolean", nullable: true),
                    adopted = table.Column<bool>(type: "boolean", nullable: false),
                    embedding_provider = table.Column<string>(type: "text", nullable: true),
                    embedding_model = table.Column<string>(type: "text", nullable: true),
                    embedding_dimensions = table.Column<int>(type: "integer", nullable: true),
                    embedding_prefix_version = table.Column<int>(type: "integer", nullable: true),
                    embedding_assumed = table.Column<bool>(type: "boolean", nullable: false),
                    total_points = table.Column<long>(type: "bigint", nullable: true),
                    counted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    datasource_id = table.Column<Guid>(type: "uuid", nullable: true),
                    last_synced_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_collections", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: false),
                    xml = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "datasources",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    type = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    connection_config = table.Column<string>(type: "jsonb", nullable: false),
                    connection_secrets = table.Column<string>(type: "text", nullable: true),
                    query_template = table.Column<string>(type: "text", nullable: false),
                    key_field = table.Column<string>(type: "text", nullable: false),
                    code_field = table.Column<string>(type: "text", nullable: false),
                    change_field = table.Column<string>(type: "text", nullable: true),
                    field_mapping = table.Column<string>(type: "jsonb", nullable: false),
                    embedding_fields = table.Column<string>(type: "jsonb", nullable: false),
                    text_template = table.Column<string>(type: "text", nullable: true),
                    qdrant_collection = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    sync_schedule = table.Column<string>(type: "text", nullable: true),
                    full_sync_schedule = table.Column<string>(type: "text", nullable: true),
                    verify_schedule = table.Column<string>(type: "text", nullable: true),
                    schedules_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    webhook_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    webhook_secret = table.Column<string>(type: "text", nullable: true),
                    previous_webhook_secret = table.Column<string>(type: "text", nullable: true),
                    previous_webhook_secret_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    status_message = table.Column<string>(type: "text", nullable: true),
                    description = table.Column<string>(type: "text", nullable: true),
                    batch_size = table.Column<int>(type: "integer", nullable: false),
                    delete_policy = table.Column<string>(type: "jsonb", nullable: false),
                    timeout_minutes = table.Column<int>(type: "integer", nullable: false),
                    budget = table.Column<decimal>(type: "numeric(18,8)", precision: 18, scale: 8, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_datasources", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "embedding_cache",
                columns: table => new
                {
                    key = table.Column<byte[]>(type: "bytea", nullable: false),
                    day = table.Column<int>(type: "integer", nullable: false),
                    tokens = table.Column<int>(type: "integer", nullable: false),
                    vector = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_embedding_cache", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "model_limits",
                columns: table => new
                {
                    provider = table.Column<string>(type: "text", nullable: false),
                    key_hash = table.Column<string>(type: "text", nullable: false),
                    free_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_model_limits", x => new { x.provider, x.key_hash });
                });

            migrationBuilder.CreateTable(
                name: "notification_episodes",
                columns: table => new
                {
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    subject_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    audience = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    told = table.Column<long>(type: "bigint", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notification_episodes", x => new { x.kind, x.subject_id, x.audience });
                });

            migrationBuilder.CreateTable(
                name: "notifications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    subject_type = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    subject_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    subject_name = table.Column<string>(type: "text", nullable: false),
                    job_id = table.Column<Guid>(type: "uuid", nullable: true),
                    code = table.Column<string>(type: "text", nullable: true),
                    detail = table.Column<string>(type: "text", nullable: true),
                    count = table.Column<long>(type: "bigint", nullable: true),
                    correlation_id = table.Column<string>(type: "text", nullable: true),
                    in_bell = table.Column<bool>(type: "boolean", nullable: false),
                    endpoints = table.Column<string>(type: "jsonb", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    told_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notifications", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "physical_names",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_physical_names", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "record_ledger",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    scope_id = table.Column<long>(type: "bigint", nullable: false),
                    record_key = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: false, collation: "C"),
                    record_code = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: false, collation: "C"),
                    text_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    payload_hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_record_ledger", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "record_ledger_scopes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    collection = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    datasource_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_record_ledger_scopes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_links",
                columns: table => new
                {
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sign_in_links", x => x.token_hash);
                });

            migrationBuilder.CreateTable(
                name: "sync_queue",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    queue = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    source = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    tenant_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    entity_type = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    entity_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    action = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    group_key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true, collation: "C"),
                    dedupe_key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true, collation: "C"),
                    payload = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    retry_count = table.Column<int>(type: "integer", nullable: false),
                    max_retries = table.Column<int>(type: "integer", nullable: false),
                    lease_number = table.Column<long>(type: "bigint", nullable: false),
                    visible_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    external_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    response = table.Column<string>(type: "text", nullable: true),
                    error_message = table.Column<string>(type: "text", nullable: true),
                    attempts = table.Column<string>(type: "jsonb", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    scheduled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_queue", x => x.id);
                })
                .Annotation("Npgsql:StorageParameter:autovacuum_vacuum_cost_delay", 0)
                .Annotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0.01)
                .Annotation("Npgsql:StorageParameter:autovacuum_vacuum_threshold", 5000);

            migrationBuilder.CreateTable(
                name: "sync_queue_archive",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    queue = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    source = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    tenant_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    entity_type = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    entity_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    action = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    group_key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true, collation: "C"),
                    dedupe_key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true, collation: "C"),
                    payload = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    retry_count = table.Column<int>(type: "integer", nullable: false),
                    max_retries = table.Column<int>(type: "integer", nullable: false),
                    lease_number = table.Column<long>(type: "bigint", nullable: false),
                    visible_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    external_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    response = table.Column<string>(type: "text", nullable: true),
                    error_message = table.Column<string>(type: "text", nullable: true),
                    attempts = table.Column<string>(type: "jsonb", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    scheduled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_queue_archive", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sync_queues",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    paused_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    paused_by = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_queues", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "webhook_endpoints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    url = table.Column<string>(type: "text", nullable: false),
                    description = table.Column<string>(type: "text", nullable: true),
                    types = table.Column<string>(type: "jsonb", nullable: false),
                    thresholds = table.Column<string>(type: "jsonb", nullable: false),
                    secret = table.Column<string>(type: "text", nullable: false),
                    previous_secret = table.Column<string>(type: "text", nullable: true),
                    previous_secret_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    disabled_code = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    disabled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failing_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    hold_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_endpoints", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "webhook_messages",
                columns: table => new
                {
                    receiver_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    body_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_messages", x => new { x.receiver_id, x.message_id });
                });

            migrationBuilder.CreateTable(
                name: "collection_reindexes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    collection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    generation = table.Column<int>(type: "integer", nullable: false),
                    from_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    from_physical_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    from_shape = table.Column<string>(type: "jsonb", nullable: false),
                    to_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    to_physical_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    to_shape = table.Column<string>(type: "jsonb", nullable: false),
                    report = table.Column<string>(type: "jsonb", nullable: true),
                    started_by = table.Column<string>(type: "text", nullable: false),
                    correlation_id = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    switched_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    rolled_back_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    dropped_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_collection_reindexes", x => x.id);
                    table.ForeignKey(
                        name: "FK_collection_reindexes_collections_collection_id",
                        column: x => x.collection_id,
                        principalTable: "collections",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "datasource_leases",
                columns: table => new
                {
                    datasource_id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: true),
                    fence = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_datasource_leases", x => x.datasource_id);
                    table.ForeignKey(
                        name: "FK_datasource_leases_datasources_datasource_id",
                        column: x => x.datasource_id,
                        principalTable: "datasources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "source_schemas",
                columns: table => new
                {
                    datasource_id = table.Column<Guid>(type: "uuid", nullable: false),
                    definition = table.Column<string>(type: "text", nullable: false),
                    columns = table.Column<string>(type: "jsonb", nullable: false),
                    remembered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_source_schemas", x => x.datasource_id);
                    table.ForeignKey(
                        name: "FK_source_schemas_datasources_datasource_id",
                        column: x => x.datasource_id,
                        principalTable: "datasources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sync_jobs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    datasource_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    total_records = table.Column<long>(type: "bigint", nullable: true),
                    processed_records = table.Column<long>(type: "bigint", nullable: false),
                    successful_records = table.Column<long>(type: "bigint", nullable: false),
                    failed_records = table.Column<long>(type: "bigint", nullable: false),
                    skipped_records = table.Column<long>(type: "bigint", nullable: false),
                    deleted_records = table.Column<long>(type: "bigint", nullable: false),
                    embedded_records = table.Column<long>(type: "bigint", nullable: false),
                    embedding_tokens = table.Column<long>(type: "bigint", nullable: false),
                    estimated_cost = table.Column<decimal>(type: "numeric(18,8)", precision: 18, scale: 8, nullable: false),
                    budget_accepted = table.Column<decimal>(type: "numeric(18,8)", precision: 18, scale: 8, nullable: false),
                    batches = table.Column<long>(type: "bigint", nullable: false),
                    active_milliseconds = table.Column<long>(type: "bigint", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    error_code = table.Column<string>(type: "text", nullable: true),
                    error_message = table.Column<string>(type: "text", nullable: true),
                    metadata = table.Column<string>(type: "jsonb", nullable: false),
                    checkpoint = table.Column<string>(type: "jsonb", nullable: true),
                    start_watermark = table.Column<string>(type: "jsonb", nullable: true),
                    plan_fingerprint = table.Column<string>(type: "text", nullable: true),
                    resume = table.Column<string>(type: "jsonb", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    wait_reason = table.Column<string>(type: "text", nullable: true),
                    decision = table.Column<string>(type: "jsonb", nullable: true),
                    resume_after = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cancel_requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    progress_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    correlation_id = table.Column<string>(type: "text", nullable: false),
                    started_by = table.Column<string>(type: "text", nullable: false),
                    scheduled_for = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_jobs", x => x.id);
                    table.ForeignKey(
                        name: "FK_sync_jobs_datasources_datasource_id",
                        column: x => x.datasource_id,
                        principalTable: "datasources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sync_plans",
                columns: table => new
                {
                    datasource_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    fingerprint = table.Column<string>(type: "text", nullable: false),
                    estimate = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_plans", x => x.datasource_id);
                    table.ForeignKey(
                        name: "FK_sync_plans_datasources_datasource_id",
                        column: x => x.datasource_id,
                        principalTable: "datasources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sync_schedule_firings",
                columns: table => new
                {
                    datasource_id = table.Column<Guid>(type: "uuid", nullable: false),
                    schedule = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    fire_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    outcome = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_schedule_firings", x => new { x.datasource_id, x.schedule, x.fire_time });
                    table.ForeignKey(
                        name: "FK_sync_schedule_firings_datasources_datasource_id",
                        column: x => x.datasource_id,
                        principalTable: "datasources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sync_watermarks",
                columns: table => new
                {
                    datasource_id = table.Column<Guid>(type: "uuid", nullable: false),
                    value = table.Column<string>(type: "jsonb", nullable: false),
                    plan_fingerprint = table.Column<string>(type: "text", nullable: false),
                    sync_job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    moved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_watermarks", x => x.datasource_id);
                    table.ForeignKey(
                        name: "FK_sync_watermarks_datasources_datasource_id",
                        column: x => x.datasource_id,
                        principalTable: "datasources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notification_reads",
                columns: table => new
                {
                    reader = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    notification_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notification_reads", x => new { x.reader, x.notification_id });
                    table.ForeignKey(
                        name: "FK_notification_reads_notifications_notification_id",
                        column: x => x.notification_id,
                        principalTable: "notifications",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "outgoing_webhooks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    type = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    queue_message_id = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    next_try_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outgoing_webhooks", x => x.id);
                    table.ForeignKey(
                        name: "FK_outgoing_webhooks_webhook_endpoints_endpoint_id",
                        column: x => x.endpoint_id,
                        principalTable: "webhook_endpoints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reindex_feeders",
                columns: table => new
                {
                    reindex_id = table.Column<Guid>(type: "uuid", nullable: false),
                    datasource_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sync_job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    built_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reindex_feeders", x => new { x.reindex_id, x.datasource_id });
                    table.ForeignKey(
                        name: "FK_reindex_feeders_collection_reindexes_reindex_id",
                        column: x => x.reindex_id,
                        principalTable: "collection_reindexes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "removed_points",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sync_job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    datasource_id = table.Column<Guid>(type: "uuid", nullable: false),
                    collection = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    record_key = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: false, collation: "C"),
                    payload = table.Column<byte[]>(type: "bytea", nullable: false),
                    vector = table.Column<byte[]>(type: "bytea", nullable: false),
                    removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_removed_points", x => x.id);
                    table.ForeignKey(
                        name: "FK_removed_points_datasources_datasource_id",
                        column: x => x.datasource_id,
                        principalTable: "datasources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_removed_points_sync_jobs_sync_job_id",
                        column: x => x.sync_job_id,
                        principalTable: "sync_jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sync_deliveries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    datasource_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sync_job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    names_by = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    names = table.Column<string>(type: "jsonb", nullable: false),
                    action = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    outcomes = table.Column<string>(type: "jsonb", nullable: true),
                    looks = table.Column<int>(type: "integer", nullable: false),
                    homes = table.Column<int>(type: "integer", nullable: false),
                    webhook_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    correlation_id = table.Column<string>(type: "text", nullable: false),
                    started_by = table.Column<string>(type: "text", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    applied_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "FK_sync_deliveries_datasources_datasource_id",
                        column: x => x.datasource_id,
                        principalTable: "datasources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_sync_deliveries_sync_jobs_sync_job_id",
                        column: x => x.sync_job_id,
                        principalTable: "sync_jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sync_errors",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sync_job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    datasource_id = table.Column<Guid>(type: "uuid", nullable: false),
                    record_identifier = table.Column<string>(type: "text", nullable: false),
                    error_type = table.Column<string>(type: "text", nullable: false),
                    error_message = table.Column<string>(type: "text", nullable: false),
                    record_data = table.Column<string>(type: "jsonb", nullable: true),
                    retry_count = table.Column<int>(type: "integer", nullable: false),
                    resolved = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_errors", x => x.id);
                    table.ForeignKey(
                        name: "FK_sync_errors_sync_jobs_sync_job_id",
                        column: x => x.sync_job_id,
                        principalTable: "sync_jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sync_job_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    sync_job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    detail = table.Column<string>(type: "text", nullable: true),
                    actor = table.Column<string>(type: "text", nullable: true),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    times = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_job_events", x => x.id);
                    table.ForeignKey(
                        name: "FK_sync_job_events_sync_jobs_sync_job_id",
                        column: x => x.sync_job_id,
                        principalTable: "sync_jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sync_verify_reports",
                columns: table => new
                {
                    sync_job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    report = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_verify_reports", x => x.sync_job_id);
                    table.ForeignKey(
                        name: "FK_sync_verify_reports_sync_jobs_sync_job_id",
                        column: x => x.sync_job_id,
                        principalTable: "sync_jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "webhook_attempts",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    endpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    webhook_message_id = table.Column<Guid>(type: "uuid", nullable: true),
                    message_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    type = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    @try = table.Column<int>(name: "try", type: "integer", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    duration_ms = table.Column<int>(type: "integer", nullable: false),
                    status_code = table.Column<int>(type: "integer", nullable: true),
                    delivered = table.Column<bool>(type: "boolean", nullable: false),
                    code = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    error = table.Column<string>(type: "text", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_attempts", x => x.id);
                    table.ForeignKey(
                        name: "FK_webhook_attempts_outgoing_webhooks_webhook_message_id",
                        column: x => x.webhook_message_id,
                        principalTable: "outgoing_webhooks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_webhook_attempts_webhook_endpoints_endpoint_id",
                        column: x => x.endpoint_id,
                        principalTable: "webhook_endpoints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_api_keys_key_hash",
                table: "api_keys",
                column: "key_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_api_keys_name",
                table: "api_keys",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_audit_log_at",
                table: "audit_log",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_audit_log_subject_type_subject_id",
                table: "audit_log",
                columns: new[] { "subject_type", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "IX_collection_reindexes_collection_id_created_at",
                table: "collection_reindexes",
                columns: new[] { "collection_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_collection_reindexes_to_physical_name",
                table: "collection_reindexes",
                column: "to_physical_name");

            migrationBuilder.CreateIndex(
                name: "ux_collection_reindexes_open",
                table: "collection_reindexes",
                column: "collection_id",
                unique: true,
                filter: "status IN ('building', 'verifying', 'switching')");

            migrationBuilder.CreateIndex(
                name: "IX_collections_name",
                table: "collections",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_collections_physical_name",
                table: "collections",
                column: "physical_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_datasources_name",
                table: "datasources",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_datasources_qdrant_collection",
                table: "datasources",
                column: "qdrant_collection");

            migrationBuilder.CreateIndex(
                name: "IX_embedding_cache_day",
                table: "embedding_cache",
                column: "day");

            migrationBuilder.CreateIndex(
                name: "IX_notification_reads_notification_id",
                table: "notification_reads",
                column: "notification_id");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_bell",
                table: "notifications",
                columns: new[] { "created_at", "id" },
                filter: "in_bell");

            migrationBuilder.CreateIndex(
                name: "IX_notifications_kind_subject_id_created_at",
                table: "notifications",
                columns: new[] { "kind", "subject_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_notifications_untold",
                table: "notifications",
                column: "created_at",
                filter: "told_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_outgoing_webhooks_created_at",
                table: "outgoing_webhooks",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_outgoing_webhooks_endpoint_id_message_id",
                table: "outgoing_webhooks",
                columns: new[] { "endpoint_id", "message_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_record_ledger_code",
                table: "record_ledger",
                columns: new[] { "scope_id", "record_code" });

            migrationBuilder.CreateIndex(
                name: "ux_record_ledger_key",
                table: "record_ledger",
                columns: new[] { "scope_id", "record_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_record_ledger_scopes",
                table: "record_ledger_scopes",
                columns: new[] { "collection", "datasource_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_reindex_feeders_sync_job_id",
                table: "reindex_feeders",
                column: "sync_job_id");

            migrationBuilder.CreateIndex(
                name: "IX_removed_points_datasource_id",
                table: "removed_points",
                column: "datasource_id");

            migrationBuilder.CreateIndex(
                name: "IX_removed_points_removed_at",
                table: "removed_points",
                column: "removed_at");

            migrationBuilder.CreateIndex(
                name: "IX_removed_points_sync_job_id_record_key",
                table: "removed_points",
                columns: new[] { "sync_job_id", "record_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_sync_deliveries_datasource_id_received_at",
                table: "sync_deliveries",
                columns: new[] { "datasource_id", "received_at" });

            migrationBuilder.CreateIndex(
                name: "IX_sync_deliveries_sync_job_id_status",
                table: "sync_deliveries",
                columns: new[] { "sync_job_id", "status" });

            migrationBuilder.CreateIndex(
                name: "IX_sync_errors_datasource_id_resolved_record_identifier",
                table: "sync_errors",
                columns: new[] { "datasource_id", "resolved", "record_identifier" });

            migrationBuilder.CreateIndex(
                name: "IX_sync_errors_sync_job_id_created_at",
                table: "sync_errors",
                columns: new[] { "sync_job_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_sync_errors_sync_job_id_error_type_created_at_resolved",
                table: "sync_errors",
                columns: new[] { "sync_job_id", "error_type", "created_at", "resolved" });

            migrationBuilder.CreateIndex(
                name: "IX_sync_job_events_sync_job_id_id",
                table: "sync_job_events",
                columns: new[] { "sync_job_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_sync_jobs_created_at_id",
                table: "sync_jobs",
                columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_sync_jobs_datasource_id_created_at",
                table: "sync_jobs",
                columns: new[] { "datasource_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_sync_jobs_datasource_id_scheduled_for",
                table: "sync_jobs",
                columns: new[] { "datasource_id", "scheduled_for" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sync_jobs_pending",
                table: "sync_jobs",
                columns: new[] { "datasource_id", "type" },
                filter: "status = 'pending'");

            migrationBuilder.CreateIndex(
                name: "IX_sync_jobs_status_created_at",
                table: "sync_jobs",
                columns: new[] { "status", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_sync_jobs_type_created_at",
                table: "sync_jobs",
                columns: new[] { "type", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ux_sync_jobs_open_scan",
                table: "sync_jobs",
                column: "datasource_id",
                unique: true,
                filter: "type IN ('full', 'incremental', 'reindex', 'verify') AND status IN ('pending', 'running')");

            migrationBuilder.CreateIndex(
                name: "ix_sync_queue_finished",
                table: "sync_queue",
                columns: new[] { "queue", "completed_at", "id", "status" },
                filter: "completed_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_sync_queue_group_waiting",
                table: "sync_queue",
                columns: new[] { "queue", "group_key", "id" },
                filter: "group_key IS NOT NULL AND visible_at IS NULL AND completed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_sync_queue_visible",
                table: "sync_queue",
                columns: new[] { "queue", "priority", "visible_at", "id", "status" },
                descending: new[] { false, true, false, false, false },
                filter: "visible_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ux_sync_queue_dedupe",
                table: "sync_queue",
                columns: new[] { "queue", "dedupe_key" },
                unique: true,
                filter: "dedupe_key IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ux_sync_queue_group_head",
                table: "sync_queue",
                columns: new[] { "queue", "group_key" },
                unique: true,
                filter: "group_key IS NOT NULL AND visible_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_sync_queue_archive_queue_completed_at_id",
                table: "sync_queue_archive",
                columns: new[] { "queue", "completed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_webhook_attempts_endpoint_id_id",
                table: "webhook_attempts",
                columns: new[] { "endpoint_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_webhook_attempts_started_at",
                table: "webhook_attempts",
                column: "started_at");

            migrationBuilder.CreateIndex(
                name: "IX_webhook_attempts_webhook_message_id",
                table: "webhook_attempts",
                column: "webhook_message_id");

            migrationBuilder.CreateIndex(
                name: "IX_webhook_messages_received_at",
                table: "webhook_messages",
                column: "received_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_keys");

            migrationBuilder.DropTable(
                name: "audit_log");

            migrationBuilder.DropTable(
                name: "data_protection_keys");

            migrationBuilder.DropTable(
                name: "datasource_leases");

            migrationBuilder.DropTable(
                name: "embedding_cache");

            migrationBuilder.DropTable(
                name: "model_limits");

            migrationBuilder.DropTable(
                name: "notification_episodes");

            migrationBuilder.DropTable(
                name: "notification_reads");

            migrationBuilder.DropTable(
                name: "physical_names");

            migrationBuilder.DropTable(
                name: "record_ledger");

            migrationBuilder.DropTable(
                name: "record_ledger_scopes");

            migrationBuilder.DropTable(
                name: "reindex_feeders");

            migrationBuilder.DropTable(
                name: "removed_points");

            migrationBuilder.DropTable(
                name: "sign_in_links");

            migrationBuilder.DropTable(
                name: "source_schemas");

            migrationBuilder.DropTable(
                name: "sync_deliveries");

            migrationBuilder.DropTable(
                name: "sync_errors");

            migrationBuilder.DropTable(
                name: "sync_job_events");

            migrationBuilder.DropTable(
                name: "sync_plans");

            migrationBuilder.DropTable(
                name: "sync_queue");

            migrationBuilder.DropTable(
                name: "sync_queue_archive");

            migrationBuilder.DropTable(
                name: "sync_queues");

            migrationBuilder.DropTable(
                name: "sync_schedule_firings");

            migrationBuilder.DropTable(
                name: "sync_verify_reports");

            migrationBuilder.DropTable(
                name: "sync_watermarks");

            migrationBuilder.DropTable(
                name: "webhook_attempts");

            migrationBuilder.DropTable(
                name: "webhook_messages");

            migrationBuilder.DropTable(
                name: "notifications");

            migrationBuilder.DropTable(
                name: "collection_reindexes");

            migrationBuilder.DropTable(
                name: "sync_jobs");

            migrationBuilder.DropTable(
                name: "outgoing_webhooks");

            migrationBuilder.DropTable(
                name: "collections");

            migrationBuilder.DropTable(
                name: "datasources");

            migrationBuilder.DropTable(
                name: "webhook_endpoints");
        }
    }
}
