using SyncAdmin.Core.Connectors.MySql;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <summary>Lines of SHOW GRANTS as MySQL 5.7, MySQL 8 and MariaDB write them.</summary>
public sealed class MySqlGrantsTests
{
    [Theory]
    [InlineData("GRANT USAGE ON *.* TO `reader`@`%` IDENTIFIED BY PASSWORD '*AA'", null)]
    [InlineData("GRANT SELECT, SHOW VIEW, LOCK TABLES ON `shop`.* TO 'reader'@'%'", null)]
    [InlineData("GRANT SELECT (`id`, `name`) ON `shop`.`products` TO `reader`@`%`", null)]
    [InlineData("GRANT ALL PRIVILEGES ON *.* TO 'root'@'localhost' WITH GRANT OPTION", "ALL PRIVILEGES, GRANT OPTION on *.*")]
    [InlineData("GRANT SELECT, INSERT, UPDATE ON `sh%`.* TO `sync`@`%`", "INSERT, UPDATE on sh%.*")]
    [InlineData("GRANT SELECT (`id`), UPDATE (`a`, `b`) ON `shop`.`products` TO `sync`@`%`", "UPDATE on shop.products")]
    [InlineData("GRANT EXECUTE ON PROCEDURE `shop`.`p` TO `sync`@`%`", "EXECUTE on PROCEDURE shop.p")]
    [InlineData("GRANT SYSTEM_VARIABLES_ADMIN ON *.* TO `sync`@`%`", "SYSTEM_VARIABLES_ADMIN on *.*")]
    [InlineData("GRANT SELECT ON `shop`.* TO `reader`@`%` WITH GRANT OPTION", "GRANT OPTION on shop.*")]
    [InlineData("GRANT `writer`@`%` TO `sync`@`%`", null)]
    [InlineData("REVOKE INSERT ON `shop`.* FROM `sync`@`%`", null)]
    public void What_a_line_lets_its_login_write(string grant, string? expected) => Assert.Equal(expected, MySqlGrants.WritesIn(grant));

    [Theory]
    [InlineData("GRANT `a`@`%`,`b`@`%` TO `sync`@`%`", "`a`@`%`|`b`@`%`")]
    [InlineData("GRANT `writer` TO `sync`@`%` WITH ADMIN OPTION", "`writer`")]
    [InlineData("GRANT SELECT ON `shop`.* TO `sync`@`%`", "")]
    public void Which_roles_a_line_gives(string grant, string expected) => Assert.Equal(expected, string.Join('|', MySqlGrants.RolesIn(grant)));
}
