using SyncAdmin.Core.Connectors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>What the login may write.</content>
public abstract partial class ServerConnectorConformance
{
    [Fact]
    public async Task The_remedy_for_a_login_that_may_write_makes_one_that_may_not()
    {
        CreateProducts(3);
        var owner = await TestAsync(("tls", "off"));
        Assert.NotEmpty(owner.WriteRights);
        Assert.Contains(owner.WriteRemedy!, Assert.Single(owner.Warnings), StringComparison.Ordinal);

        var name = $"remedied_{Guid.CreateVersion7():N}"[..30];
        Execute(owner.WriteRemedy!.Replace("syncadmin_reader", name, StringComparison.Ordinal).Replace("…", "s3cret", StringComparison.Ordinal));
        (string, object?)[] login = [("username", name), ("password", "s3cret"), ("tls", "off")];
        var test = await TestAsync(login);
        Assert.Null(test.Problem);
        Assert.Empty(test.WriteRights);
        Assert.Null(test.WriteRemedy);
        Assert.Equal(3, await Connect(login).CountAsync(Products(), CancellationToken.None));
    }

    [Fact]
    public async Task A_login_that_may_write_one_table_is_told_which_and_how()
    {
        CreateProducts(1);
        var (name, password) = CreateReader();
        GrantTo(name, "INSERT, UPDATE", "products");
        var test = await TestAsync(("username", name), ("password", password), ("tls", "off"));
        Assert.Null(test.Problem);
        Assert.Equal("INSERT, UPDATE", Assert.Single(test.WriteRights).Split(" on ")[0]);
        Assert.EndsWith(".products", test.WriteRights[0], StringComparison.Ordinal);
        Assert.Contains("may write (INSERT, UPDATE on ", Assert.Single(test.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_of_a_single_column_and_one_that_a_role_of_a_role_gives_are_found()
    {
        CreateProducts(1);
        var (name, password) = CreateReader();
        GrantTo(name, "UPDATE (name)", "products");
        var (outer, inner) = ($"{name}_a", $"{name}_b");
        Execute($"CREATE ROLE {outer}");
        Execute($"CREATE ROLE {inner}");
        GrantRole(inner, outer);
        GrantTo(inner, "DELETE", "products", role: true);
        var connector = Connect(("username", name), ("password", password), ("tls", "off"));
        Assert.StartsWith("UPDATE on ", Assert.Single((await connector.TestAsync(CancellationToken.None)).WriteRights), StringComparison.Ordinal);

        GrantRoleToLogin(outer, name);
        var rights = (await connector.TestAsync(CancellationToken.None)).WriteRights;
        Assert.Contains(rights, right => right.Contains("UPDATE", StringComparison.Ordinal));
        Assert.Contains(rights, right => right.Contains("DELETE", StringComparison.Ordinal));
    }

    /// <summary>Gives rights on a table to a login of <see cref="CreateReader"/>, or to a role.</summary>
    protected abstract void GrantTo(string name, string rights, string table, bool role = false);

    /// <summary>Puts one role into another.</summary>
    protected virtual void GrantRole(string role, string into) => Execute($"GRANT {role} TO {into}");

    /// <summary>Puts a login into a role, without making the role active.</summary>
    protected abstract void GrantRoleToLogin(string role, string name);
}
