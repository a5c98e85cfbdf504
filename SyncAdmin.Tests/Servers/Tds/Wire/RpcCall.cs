namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>A remote procedure call (MS-TDS 2.2.6.6).</summary>
/// <param name="Procedure">Its name.</param>
/// <param name="Parameters">In their order.</param>
internal sealed record RpcCall(string Procedure, IReadOnlyList<TdsParameter> Parameters)
{
    private const int ByNumber = 0xFFFF;

    // System procedures may be called by number.
    private static readonly Dictionary<int, string> Numbered = new() { [10] = "sp_executesql", [11] = "sp_prepare", [12] = "sp_execute", [13] = "sp_prepexec", [15] = "sp_unprepare" };

    internal static RpcCall Read(byte[] body, Collation collation)
    {
        var reader = ByteReader.AfterHeaders(body);
        var length = reader.UInt16();
        var name = length == ByNumber ? Name(reader.UInt16()) : reader.Unicode(length);
        reader.Skip(2); // options
        List<TdsParameter> parameters = [];
        while (!reader.AtEnd)
        {
            var parameter = reader.Unicode(reader.Byte());
            reader.Skip(1); // by reference, default
            var type = TypeReader.Read(reader);
            parameters.Add(new TdsParameter(parameter, type.Type, ValueReader.Read(reader, type, collation)));
        }

        return new RpcCall(name, parameters);
    }

    private static string Name(int number) => Numbered.TryGetValue(number, out var name)
        ? name
        : throw new TdsErrorException(TdsErrors.ProcedureMissing, FormattableString.Invariant($"Could not find stored procedure '#{number}'."));
}
