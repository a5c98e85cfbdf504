namespace SyncAdmin.Core.Connectors;

/// <summary>
/// Some rows in key order. Values are .NET types as the driver gives them, with one rule for all connectors: NULL is null, never DBNull;
/// integers are long (ulong beyond its range), decimals decimal, floating point double, text string, true/false bool, dates DateOnly,
/// date-times DateTime (Kind Unspecified where the source has no zone, else Utc), times TimeOnly or TimeSpan, Guid, binary byte[].
/// What none of them holds exactly (a 38-digit decimal) comes as its exact text.
/// </summary>
/// <param name="Columns">Names in the order of the values; unique.</param>
/// <param name="Rows">One array per row, as long as <paramref name="Columns"/>.</param>
/// <param name="StatementStarted">When the statement that read these rows began (monotonic timestamp of the TimeProvider): the rows are as old as this.</param>
public sealed record SourcePage(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows, long StatementStarted);
