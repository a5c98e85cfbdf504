using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace SyncAdmin.Core.Connectors.Sql;

/// <summary>
/// Functions with side effects: they write, wait, lock, run SQL that they are given as text, or reach files and other servers. The list can't
/// be complete (anybody may define one), so the limited login stays the real barrier.
/// </summary>
internal static class DeniedFunctions
{
    private static readonly FrozenSet<string> Sqlite = Set(
        """
        load_extension readfile writefile edit fsdir lsmode eval shell system fts3_tokenizer sqlite_log icu_load_collation zipfile sqlar_uncompress
        define undefine import csv blobtofile blobfromfile importshp exportshp sqlite_dbpage sqlite_dbdata sqlite_dbptr nextval zeroblob randomblob
        """);

    private static readonly FrozenSet<string> MySql = Set(
        """
        sleep benchmark get_lock release_lock release_all_locks load_file master_pos_wait source_pos_wait master_gtid_wait wait_for_executed_gtid_set
        wait_until_sql_thread_after_gtids gtid_wait sys_exec sys_eval sys_set sys_get sys_bineval nextval setval lastval last_insert_id
        service_get_read_locks service_get_write_locks service_release_locks set_firewall_mode set_firewall_group_mode read_firewall_users
        read_firewall_whitelist rotate_system_key
        """);

    private static readonly string[] MySqlPrefixes =
    [
        "asynchronous_connection_failover_", "group_replication_", "keyring_", "version_tokens_", "audit_log_", "mysql_firewall_", "mysql_query_attribute_",
        "lib_mysqludf_", "sys_", "http_", "wsrep_",
        "spider_", "mroonga_", "gen_dictionary_", "masking_dictionar",
    ];

    private static readonly FrozenSet<string> PostgreSql = Set(
        """
        set_config setseed nextval setval currval lastval loread lowrite query_to_xml query_to_xmlschema query_to_xml_and_xmlschema cursor_to_xml
        cursor_to_xmlschema table_to_xml table_to_xmlschema table_to_xml_and_xmlschema schema_to_xml schema_to_xmlschema schema_to_xml_and_xmlschema
        database_to_xml database_to_xmlschema database_to_xml_and_xmlschema ts_stat ts_rewrite txid_current brin_summarize_new_values
        brin_summarize_range brin_desummarize_range gin_clean_pending_list connectby crosstab crosstabn normal_rand http urlencode plpy_execute
        cron_schedule binary_upgrade_set_next_pg_type_oid amcheck bt_index_check bt_index_parent_check dblink file_fdw_handler xslt_process
        xpath_table set_limit add_job alter_job delete_job drop_chunks run_command_on_workers run_command_on_shards run_command_on_placements
        run_command_on_all_nodes run_command_on_coordinator addgeometrycolumn dropgeometrycolumn dropgeometrytable updategeometrysrid
        populate_geometry_columns
        """);

    private static readonly string[] PostgreSqlPrefixes =
        ["pg_", "lo_", "dblink_", "crosstab", "http_", "aws_", "binary_upgrade_", "adminpack", "bt_index_", "heap_force_", "postgres_fdw_"];

    // Of everything that PostgreSQL names pg_…, only what merely describes.
    private static readonly FrozenSet<string> PostgreSqlHarmless = Set(
        """
        pg_typeof pg_size_pretty pg_size_bytes pg_relation_size pg_total_relation_size pg_table_size pg_indexes_size pg_column_size pg_column_compression
        pg_database_size pg_encoding_to_char pg_char_to_encoding pg_client_encoding pg_collation_for pg_backend_pid pg_is_in_recovery
        pg_postmaster_start_time pg_conf_load_time pg_table_is_visible pg_type_is_visible pg_function_is_visible pg_get_constraintdef
        pg_get_expr pg_get_indexdef pg_get_viewdef pg_get_userbyid pg_get_serial_sequence pg_get_keywords pg_timezone_names pg_timezone_abbrevs
        pg_input_is_valid pg_index_column_has_property pg_has_role
        """);

    // Schemas of extensions whose functions write files, call other services or run SQL later; their tables may be read.
    private static readonly FrozenSet<string> PostgreSqlSchemas = Set(
        "cron utl_file dbms_pipe dbms_alert dbms_sql dbms_output aws_s3 aws_lambda aws_commons net pgmq plpython plv8");

    // Tables and views of PostgreSQL's own, which no function shares its name with.
    private static readonly FrozenSet<string> PostgreSqlCatalogues = Set(
        """
        pg_class pg_attribute pg_attrdef pg_namespace pg_type pg_enum pg_index pg_indexes pg_constraint pg_description pg_depend pg_inherits pg_proc
        pg_tables pg_views pg_matviews pg_sequences pg_database pg_roles pg_settings pg_stats pg_stat_user_tables pg_stat_activity
        """).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> SqlServer = Set(
        """
        openrowset opendatasource openquery openxml fn_dump_dblog fn_dblog fn_xe_file_target_read_file fn_get_audit_file fn_trace_gettable
        fn_get_sql fn_virtualfilestats fn_full_dblog cursor_status fn_xe_telemetry_blob_target_read_file fn_trace_getinfo fn_get_audit_file_v2
        dm_os_enumerate_filesystem dm_os_file_exists
        """);

    private static readonly string[] SqlServerPrefixes = ["xp_", "sp_", "ai_generate_"];

    /// <param name="name">Without quotes; case does not matter.</param>
    /// <param name="dialect">Whose function.</param>
    internal static bool Contains(string name, SqlDialect dialect)
    {
        var lower = Folded(name);
        return dialect switch
        {
            SqlDialect.Sqlite => Sqlite.Contains(lower) || StartsWithAny(lower, ["pragma_"]),
            SqlDialect.MySql => MySql.Contains(lower) || StartsWithAny(lower, MySqlPrefixes),
            SqlDialect.PostgreSql => PostgreSql.Contains(lower) || (StartsWithAny(lower, PostgreSqlPrefixes) && !PostgreSqlHarmless.Contains(lower)),
            _ => SqlServer.Contains(lower) || StartsWithAny(lower, SqlServerPrefixes),
        };
    }

    /// <summary>True for a schema of PostgreSQL none of whose functions may be called.</summary>
    internal static bool DeniedSchema(string name, SqlDialect dialect) => dialect == SqlDialect.PostgreSql && PostgreSqlSchemas.Contains(Folded(name));

    /// <summary>Table-valued and readable without parentheses: <c>SELECT * FROM pragma_database_list</c>.</summary>
    internal static bool DeniedAsTable(string name, SqlDialect dialect) =>
        dialect == SqlDialect.Sqlite && StartsWithAny(Folded(name), ["pragma_", "sqlite_db", "fsdir", "zipfile"]);

    /// <summary>
    /// To PostgreSQL <c>x.f</c> is <c>f(x)</c> where x has no column f, for values and for rows alike: <c>('/etc/passwd'::text).pg_read_file</c>
    /// (https://www.postgresql.org/docs/current/rowtypes.html#ROWTYPES-USAGE).
    /// </summary>
    internal static bool DeniedBehindDot(string name, SqlDialect dialect) =>
        dialect == SqlDialect.PostgreSql && Contains(name, dialect) && !PostgreSqlCatalogues.Contains(name);

    /// <summary>
    /// In lower case, without accents, in letters of the usual width: a database whose collation ignores these finds a function by either spelling.
    /// </summary>
    private static string Folded(string name)
    {
#pragma warning disable CA1308 // The lists are in lower case because the manuals write functions so.
        var lower = name.ToLowerInvariant();
#pragma warning restore CA1308
        return Ascii.IsValid(lower)
            ? lower
            : string.Concat(lower.Normalize(NormalizationForm.FormKD).Where(static c => char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));
    }

    private static bool StartsWithAny(string name, string[] prefixes) =>
        Array.Exists(prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
