using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.TSql;

/// <content>Tables, indexes, views.</content>
internal sealed partial class Parser
{
    private Statement Create()
    {
        Expect("CREATE");
        if (Take("TABLE"))
        {
            return CreateTable();
        }

        if (Take("SCHEMA"))
        {
            return new Statement.CreateSchema(Name());
        }

        if (Take("LOGIN"))
        {
            return CreateLogin();
        }

        if (Take("USER"))
        {
            return CreateUser();
        }

        if (Take("ROLE"))
        {
            return new Statement.CreatePrincipal(Name());
        }

        if (Take("VIEW"))
        {
            var view = Parts();
            Expect("AS");
            return new Statement.CreateView(view, QueryWithCtes());
        }

        var unique = Take("UNIQUE");
        _ = Take("CLUSTERED") || Take("NONCLUSTERED");
        Expect("INDEX");
        var name = Name();
        Expect("ON");
        var table = Parts();
        var columns = InParentheses(KeyColumn);
        if (Take("INCLUDE"))
        {
            InParentheses(Name);
        }

        return new Statement.CreateIndex(name, table, columns, unique);
    }

    private (string Column, bool Descending) KeyColumn()
    {
        var column = Name();
        var descending = Take("DESC");
        if (!descending)
        {
            Take("ASC");
        }

        return (column, descending);
    }

    private Statement.CreateTable CreateTable()
    {
        var name = Parts();
        List<Statement.ColumnDefinition> columns = [];
        List<Statement.KeyDefinition> keys = [];
        Expect("(");
        do
        {
            if (Current.Is("CONSTRAINT") || Current.Is("PRIMARY") || Current.Is("UNIQUE"))
            {
                keys.Add(TableKey());
            }
            else
            {
                columns.Add(ColumnDefinition(keys));
            }
        }
        while (Take(","));
        Expect(")");
        return new Statement.CreateTable(name, columns, keys);
    }

    private Statement.KeyDefinition TableKey()
    {
        var name = Take("CONSTRAINT") ? Name() : null;
        var primary = KeyWords();
        return new Statement.KeyDefinition(name, [.. InParentheses(KeyColumn).Select(column => column.Column)], primary);
    }

    // PRIMARY KEY or UNIQUE, and how it is stored, which is all the same here.
    private bool KeyWords()
    {
        var primary = Take("PRIMARY", "KEY");
        if (!primary)
        {
            Expect("UNIQUE");
        }

        _ = Take("CLUSTERED") || Take("NONCLUSTERED");
        return primary;
    }

    private Statement.ColumnDefinition ColumnDefinition(List<Statement.KeyDefinition> keys)
    {
        var name = Name();
        if (Take("AS"))
        {
            return new Statement.ColumnDefinition(name, TdsType.Int, true, false, null, Expression());
        }

        // timestamp may stand without a name of the column: then that is it.
        var type = name.Equals("timestamp", StringComparison.OrdinalIgnoreCase) && (Current.Is(",") || Current.Is(")")) ? TdsType.Parse(name, [])!.Value : Type();
        var (nullable, identity) = (type.Kind != TdsKind.RowVersion, false);
        Expression? value = null;
        string? constraint = null;
        while (!Current.Is(",") && !Current.Is(")"))
        {
            if (Take("NOT", "NULL"))
            {
                nullable = false;
            }
            else if (Take("NULL"))
            {
                nullable = true;
            }
            else if (Take("IDENTITY"))
            {
                identity = true;
                nullable = false;
                _ = Current.Is("(") ? InParentheses(WholeNumber) : [];
            }
            else if (Take("CONSTRAINT"))
            {
                constraint = Name();
            }
            else if (Take("DEFAULT"))
            {
                value = Expression();
            }
            else if (Take("COLLATE"))
            {
                Name();
            }
            else
            {
                var primary = KeyWords();
                nullable &= !primary;
                keys.Add(new Statement.KeyDefinition(constraint, [name], primary));
            }
        }

        return new Statement.ColumnDefinition(name, type, nullable, identity, value, null);
    }

    private Statement.Drop Drop()
    {
        Expect("DROP");
        var kind = Word().ToUpperInvariant();
        if (kind is not ("TABLE" or "VIEW" or "INDEX"))
        {
            _at--;
            throw Unexpected();
        }

        var ifExists = Take("IF");
        if (ifExists)
        {
            Expect("EXISTS");
        }

        if (kind != "INDEX")
        {
            return new Statement.Drop(kind, Parts(), null, ifExists);
        }

        var index = Name();
        Expect("ON");
        return new Statement.Drop(kind, Parts(), index, ifExists);
    }
}
