using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Connectors.Sql;
using SyncAdmin.Core.Connectors.SqlServer;
using Xunit;

namespace SyncAdmin.Tests.Connectors.SqlServer;

public sealed class SingleTableTests
{
    [Theory]
    [InlineData("SELECT * FROM products", "products")]
    [InlineData("SELECT p.id, TRIM(' ' FROM p.code) AS code FROM dbo.products AS p WITH (NOLOCK) WHERE p.id > 3 AND (p.a = 1 OR p.b = 2) ORDER BY p.id", "dbo.products")]
    [InlineData("SELECT id FROM [erp].[Odd Name] x ORDER BY id", "[erp].[Odd Name]")]
    [InlineData("SELECT id FROM \"t\" [where] WHERE id < {{limit}}", "\"t\"")]
    public void One_table_is_named_as_it_stands(string query, string table) => Assert.Equal(table, Of(query));

    [Theory]
    [InlineData("SELECT 1 AS id")]
    [InlineData("SELECT a.id FROM a JOIN b ON b.id = a.id")]
    [InlineData("SELECT a.id FROM a, b WHERE b.id = a.id")]
    [InlineData("SELECT a.id FROM a CROSS APPLY f(a.id)")]
    [InlineData("SELECT a.id FROM (SELECT id FROM t) AS a")]
    [InlineData("SELECT id FROM t WHERE EXISTS (SELECT 1 FROM u)")]
    [InlineData("WITH c AS (SELECT id FROM t GROUP BY id) SELECT id FROM c")]
    [InlineData("SELECT id FROM dbo.f(1)")]
    [InlineData("SELECT id FROM other.dbo.t")]
    [InlineData("SELECT id FROM t TABLESAMPLE (5 PERCENT)")]
    [InlineData("SELECT id FROM t FOR SYSTEM_TIME ALL")]
    [InlineData("SELECT id FROM t GROUP BY id")]
    public void Any_other_shape_has_none(string query) => Assert.Null(Of(query));

    private static string? Of(string query) => SingleTable.Of(ReadOnlyGuard.Check(query, SqlDialect.SqlServer).Required());
}
