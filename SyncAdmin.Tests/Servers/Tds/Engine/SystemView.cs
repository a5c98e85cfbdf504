using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>One view of the catalogue.</summary>
internal sealed class SystemView(string columns, Func<EngineSession, IEnumerable<object?[]>> rows)
{
    /// <summary>Written as names with a letter for the type.</summary>
    internal IReadOnlyList<TdsColumn> Columns { get; } =
    [
        .. columns.Split(", ").Select(static column => column.Split(' ')).Select(static parts => new TdsColumn(parts[0], parts[1] switch
        {
            "n" => TdsType.SysName,
            "c" => new TdsType(TdsKind.Char, 2),
            "t" => new TdsType(TdsKind.TinyInt),
            "s" => new TdsType(TdsKind.SmallInt),
            "l" => TdsType.BigInt,
            "b" => TdsType.Bit,
            _ => TdsType.Int,
        })),
    ];

    internal IEnumerable<object?[]> Rows(EngineSession session) => rows(session);
}
