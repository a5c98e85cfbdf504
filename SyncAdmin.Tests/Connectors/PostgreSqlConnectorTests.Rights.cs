using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>Rights that only PostgreSQL has.</content>
public sealed partial class PostgreSqlConnectorTests
{
    [Fact]
    public async Task A_superuser_may_write_everything() => Assert.Equal(["superuser: everything"], (await TestAsync()).WriteRights);

    [Theory]
    [InlineData("GRANT pg_write_all_data TO {0}", "member of pg_write_all_data")]
    [InlineData("GRANT CREATE ON DATABASE {1} TO {0}", "CREATE on database {1}")]
    [InlineData("GRANT CREATE ON SCHEMA public TO {0}", "CREATE on schema public")]
    [InlineData("ALTER ROLE {0} CREATEROLE", "CREATEROLE")]
    [InlineData("CREATE SEQUENCE numbers; GRANT UPDATE ON SEQUENCE numbers TO {0}", "UPDATE on public.numbers")]
    [InlineData("GRANT TRUNCATE, TRIGGER ON products TO {0}", "TRUNCATE, TRIGGER on public.products")]
    [InlineData("GRANT postgres TO {0}", "superuser (by SET ROLE postgres)")]
    public async Task Each_right_to_write_is_found(string grant, string expected)
    {
        CreateProducts(1);
        var (name, password) = CreateReader();
        Execute(grant.Replace("{0}", name, StringComparison.Ordinal).Replace("{1}", _database, StringComparison.Ordinal));
        var test = await TestAsync(("username", name), ("password", password));
        Assert.Contains(expected.Replace("{1}", _database, StringComparison.Ordinal), test.WriteRights);
    }

    [Fact]
    public async Task Of_very_many_tables_a_hundred_are_named_and_the_others_counted()
    {
        CreateProducts(1);
        var (name, password) = CreateReader();
        Execute($"DO $$ BEGIN FOR i IN 1..120 LOOP EXECUTE format('CREATE TABLE t%s (a int); GRANT DELETE ON t%s TO {name}', i, i); END LOOP; END $$");
        var rights = (await TestAsync(("username", name), ("password", password))).WriteRights;
        Assert.Equal(101, rights.Count);
        Assert.Equal("20 more tables", rights[^1]);
    }
}
