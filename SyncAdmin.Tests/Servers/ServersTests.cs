using Xunit;

namespace SyncAdmin.Tests.Servers;

public sealed class ServersTests
{
    [Fact]
    public void The_real_servers_start_and_make_databases()
    {
        PostgresServer.Shared.Execute(PostgresServer.Shared.CreateDatabase(), "CREATE TABLE t (id int)");
        MariaDbServer.Shared.Execute(MariaDbServer.Shared.CreateDatabase(), "CREATE TABLE t (id int)");
    }
}
