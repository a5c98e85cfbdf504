using SyncAdmin.Core.Access;
using Xunit;

namespace SyncAdmin.Tests.Access;

/// <summary>Role × permission, written out: whoever changes the policy must change this table, and so sees what it means.</summary>
public sealed class PolicyTests
{
    [Theory]
    [InlineData(Role.Viewer, Permission.Search, true)]
    [InlineData(Role.Viewer, Permission.Look, true)]
    [InlineData(Role.Viewer, Permission.Run, false)]
    [InlineData(Role.Viewer, Permission.Configure, false)]
    [InlineData(Role.Viewer, Permission.Administer, false)]
    [InlineData(Role.Operator, Permission.Search, true)]
    [InlineData(Role.Operator, Permission.Look, true)]
    [InlineData(Role.Operator, Permission.Run, true)]
    [InlineData(Role.Operator, Permission.Configure, false)]
    [InlineData(Role.Operator, Permission.Administer, false)]
    [InlineData(Role.Admin, Permission.Search, true)]
    [InlineData(Role.Admin, Permission.Look, true)]
    [InlineData(Role.Admin, Permission.Run, true)]
    [InlineData(Role.Admin, Permission.Configure, true)]
    [InlineData(Role.Admin, Permission.Administer, true)]
    public void Allows(Role role, Permission permission, bool allowed) => Assert.Equal(allowed, Policy.Allows(role, permission));

    [Fact]
    public void A_permission_or_role_that_this_table_does_not_know_fails_the_test()
    {
        var rows = typeof(PolicyTests).GetMethod(nameof(Allows))!.GetCustomAttributesData().Count(attribute => attribute.AttributeType == typeof(InlineDataAttribute));
        Assert.Equal(Enum.GetValues<Role>().Length * Enum.GetValues<Permission>().Length, rows);
    }
}
