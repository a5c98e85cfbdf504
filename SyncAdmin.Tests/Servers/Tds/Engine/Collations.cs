using System.Data.SqlTypes;
using Microsoft.Data.Sqlite;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>How stored texts compare.</summary>
internal static class Collations
{
    private const string Text = "TDS_TEXT";
    private const string Number = "TDS_NUMBER";
    private const string Moment = "TDS_MOMENT";
    private const string Guid = "TDS_GUID";

    /// <summary>The name for a type; null: as SQLite does.</summary>
    internal static string? Of(TdsType type) => type switch
    {
        { IsText: true } => Text,
        { IsDecimal: true } => Number,
        { IsMoment: true } => Moment,
        { Kind: TdsKind.UniqueIdentifier } => Guid,
        _ => null,
    };

    internal static void Register(SqliteConnection connection)
    {
        // Case and trailing blanks make no difference, accents do: CI_AS.
        connection.CreateCollation(Text, static (left, right) => string.Compare(left.TrimEnd(' '), right.TrimEnd(' '), StringComparison.OrdinalIgnoreCase));
        connection.CreateCollation(Number, static (left, right) => SqlDecimal.Parse(left).CompareTo(SqlDecimal.Parse(right)));
        connection.CreateCollation(Moment, static (left, right) => string.CompareOrdinal(UtcOf(left), UtcOf(right)));
        // By the last group first, as SQL Server does.
        connection.CreateCollation(Guid, static (left, right) => SqlGuid.Parse(left).CompareTo(SqlGuid.Parse(right)));
    }

    private static string UtcOf(string moment) => moment.Length > Stored.MomentFormat.Length ? moment[..Stored.MomentFormat.Length] : moment;
}
