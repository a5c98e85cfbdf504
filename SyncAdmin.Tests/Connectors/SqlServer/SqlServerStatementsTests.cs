using SyncAdmin.Core.Connectors.SqlServer;
using Xunit;

namespace SyncAdmin.Tests.Connectors.SqlServer;

/// <summary>How a session begins and ends, word by word: the barrier behind the guard stands on it.</summary>
public sealed class SqlServerStatementsTests
{
    [Fact]
    public void A_session_settles_what_servers_differ_in_reads_a_snapshot_where_it_may_and_begins_what_will_be_rolled_back() => Assert.Equal(
        """
        SET NOCOUNT ON; SET XACT_ABORT ON; SET LOCK_TIMEOUT 30000; SET ROWCOUNT 0; SET TEXTSIZE 2147483647;
        SET QUOTED_IDENTIFIER ON; SET ANSI_NULLS ON; SET ANSI_PADDING ON; SET ANSI_WARNINGS ON; SET ARITHABORT ON;
        SET CONCAT_NULL_YIELDS_NULL ON; SET NUMERIC_ROUNDABORT OFF; SET IMPLICIT_TRANSACTIONS OFF;
        IF EXISTS (SELECT 1 FROM sys.databases WHERE name = DB_NAME() AND snapshot_isolation_state = 1)
            SET TRANSACTION ISOLATION LEVEL SNAPSHOT
        ELSE
            SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        BEGIN TRANSACTION
        """,
        SqlServerStatements.Begin(30));

    [Fact]
    public void It_ends_in_a_rollback()
    {
        Assert.Equal("IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION", SqlServerStatements.End);
        Assert.Equal("IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION; SET TRANSACTION ISOLATION LEVEL READ COMMITTED; BEGIN TRANSACTION", SqlServerStatements.BeginWithoutSnapshot);
    }
}
