using System.Text;

namespace SyncAdmin.Tests.Servers.Tds.Wire;

/// <summary>How the texts of a server that are not UTF-16 are encoded and compared: five bytes beside every text type (MS-TDS 2.2.5.1.2).</summary>
internal sealed class Collation
{
    /// <summary>Code page 1252, the default of most installations.</summary>
    internal static readonly Collation Latin1 = new("SQL_Latin1_General_CP1_CI_AS", [0x09, 0x04, 0xD0, 0x00, 0x34], Windows1252());

    /// <summary>UTF-8 in char and varchar, since SQL Server 2019.</summary>
    internal static readonly Collation Utf8 = new("Latin1_General_100_CI_AS_SC_UTF8", [0x09, 0x04, 0xD0, 0x24, 0x00], new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    private Collation(string name, byte[] bytes, Encoding encoding) => (Name, Bytes, Encoding) = (name, bytes, encoding);

    internal string Name { get; }

    internal byte[] Bytes { get; }

    internal Encoding Encoding { get; }

    private static Encoding Windows1252()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(1252);
    }
}
