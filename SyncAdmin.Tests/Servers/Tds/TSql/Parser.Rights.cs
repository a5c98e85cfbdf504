namespace SyncAdmin.Tests.Servers.Tds.TSql;

/// <content>Logins, users, roles and rights.</content>
internal sealed partial class Parser
{
    private static readonly string[] Permissions =
    [
        "SELECT", "INSERT", "UPDATE", "DELETE", "ALTER", "CONTROL", "EXECUTE", "CONNECT", "REFERENCES", "SHOWPLAN", "TAKE OWNERSHIP", "CREATE TABLE", "CREATE VIEW",
        "ALTER ANY SCHEMA", "VIEW DEFINITION", "VIEW DATABASE STATE",
    ];

    private Statement.CreateLogin CreateLogin()
    {
        var name = Name();
        Expect("WITH");
        Expect("PASSWORD");
        Expect("=");
        var password = _tokens[_at++].Text;
        while (Take(","))
        {
            // Policies and defaults: a word, a sign, a value.
            _at += 3;
        }

        return new Statement.CreateLogin(name, password);
    }

    private Statement.CreatePrincipal CreateUser()
    {
        var name = Name();
        if (Take("FOR", "LOGIN") || Take("FROM", "LOGIN"))
        {
            Name();
        }

        return new Statement.CreatePrincipal(name);
    }

    private Statement.AlterRole AlterRole()
    {
        Expect("ALTER");
        Expect("ROLE");
        var role = Name();
        var adds = Take("ADD");
        if (!adds)
        {
            Expect("DROP");
        }

        Expect("MEMBER");
        return new Statement.AlterRole(role, Name(), adds);
    }

    private Statement.Grant Grant(string verb)
    {
        _at++;
        var permissions = List(Permission);
        IReadOnlyList<string>? on = null;
        if (Take("ON"))
        {
            on = Securable();
        }

        if (!Take("TO") && !Take("FROM"))
        {
            throw Unexpected();
        }

        return new Statement.Grant(verb, permissions, on, Name());
    }

    private (string Permission, IReadOnlyList<string> Columns) Permission()
    {
        var permission = Word();
        while (Current.Kind == TokenKind.Word && !Current.Is("ON") && !Current.Is("TO") && !Current.Is("FROM"))
        {
            permission += " " + Word();
        }

        permission = permission.ToUpperInvariant();
        return Array.IndexOf(Permissions, permission) < 0
            ? throw new TdsErrorException(TdsErrors.Syntax, $"Incorrect syntax near '{permission}'.", 15)
            : (permission, Current.Is("(") ? InParentheses(Name) : []);
    }

    // SCHEMA::sales keeps its kind in front.
    private List<string> Securable()
    {
        if (!Ahead(1).Is("::"))
        {
            return Parts();
        }

        var kind = Word().ToUpperInvariant();
        Expect("::");
        return kind == "OBJECT" ? Parts() : [kind + "::", Name()];
    }
}
