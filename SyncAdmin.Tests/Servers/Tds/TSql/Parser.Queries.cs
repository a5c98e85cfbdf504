namespace SyncAdmin.Tests.Servers.Tds.TSql;

/// <content>Queries.</content>
internal sealed partial class Parser
{
    private Query QueryWithCtes()
    {
        List<Query.Cte> ctes = [];
        if (Take("WITH"))
        {
            ctes = List(Cte);
        }

        return Query(ctes);
    }

    private Query.Cte Cte()
    {
        var name = Name();
        var columns = Current.Is("(") ? InParentheses(Name) : [];
        Expect("AS");
        Expect("(");
        var query = Query([]);
        Expect(")");
        return new Query.Cte(name, columns, query);
    }

    private Query Query(IReadOnlyList<Query.Cte> ctes)
    {
        var body = Combinations();
        var order = Take("ORDER", "BY") ? List(OrderItem) : [];
        Expression? offset = null;
        Expression? fetch = null;
        if (order.Count > 0 && Take("OFFSET"))
        {
            offset = Expression();
            RowOrRows();
            if (Take("FETCH"))
            {
                _ = Take("NEXT") || Take("FIRST");
                fetch = Expression();
                RowOrRows();
                Expect("ONLY");
            }
        }

        if (Take("OPTION"))
        {
            Hints();
        }

        return new Query(ctes, body, order, offset, fetch);
    }

    private void RowOrRows()
    {
        if (!Take("ROWS") && !Take("ROW"))
        {
            throw Unexpected();
        }
    }

    private void Hints()
    {
        Expect("(");
        for (var depth = 1; depth > 0; _at++)
        {
            depth += Current.Is("(") ? 1 : Current.Is(")") ? -1 : 0;
            if (Current.Kind == TokenKind.End)
            {
                throw Unexpected();
            }
        }
    }

    private OrderItem OrderItem()
    {
        var expression = Expression();
        var descending = Take("DESC");
        if (!descending)
        {
            Take("ASC");
        }

        return new OrderItem(expression, descending);
    }

    private Query.Body Combinations()
    {
        var left = Intersections();
        while (true)
        {
            if (Take("UNION"))
            {
                var combining = Take("ALL") ? "UNION ALL" : "UNION";
                left = new Query.Combination(combining, left, Intersections());
            }
            else if (Take("EXCEPT"))
            {
                left = new Query.Combination("EXCEPT", left, Intersections());
            }
            else
            {
                return left;
            }
        }
    }

    private Query.Body Intersections()
    {
        var left = SelectOrNested();
        while (Take("INTERSECT"))
        {
            left = new Query.Combination("INTERSECT", left, SelectOrNested());
        }

        return left;
    }

    private Query.Body SelectOrNested()
    {
        if (Take("("))
        {
            var nested = Query([]);
            Expect(")");
            return new Query.Nested(nested);
        }

        return Select();
    }

    private Query.Select Select()
    {
        Expect("SELECT");
        var distinct = Take("DISTINCT");
        if (!distinct)
        {
            Take("ALL");
        }

        var top = Take("TOP") ? Top() : null;
        var items = List(Item);
        var from = Take("FROM") ? List(Joined) : [];
        var where = Take("WHERE") ? Condition() : null;
        var groupBy = Take("GROUP", "BY") ? List(Expression) : [];
        var having = Take("HAVING") ? Condition() : null;
        return new Query.Select(distinct, top, items, from, where, groupBy, having);
    }

    private Expression Top()
    {
        var top = Current.Is("(") ? InParentheses(Expression)[0] : Primary();
        return Current.Is("PERCENT") ? throw Unexpected() : top;
    }

    private Query.Item Item()
    {
        if (Take("*"))
        {
            return new Query.Item(null, null, "");
        }

        if (Current.IsName && Ahead(1).Is(".") && Ahead(2).Is("*"))
        {
            var of = Name();
            _at += 2;
            return new Query.Item(null, null, of);
        }

        if (Current.IsName && Ahead(1).Is("="))
        {
            var alias = Name();
            Expect("=");
            return new Query.Item(Expression(), alias, null);
        }

        var expression = Expression();
        return new Query.Item(expression, Alias(), null);
    }

    private string? Alias()
    {
        if (Take("AS"))
        {
            return Current.Kind is TokenKind.Text or TokenKind.UnicodeText ? _tokens[_at++].Text : Name();
        }

        return Current.IsName ? Name() : null;
    }

    private TableSource Joined()
    {
        var left = Source();
        while (true)
        {
            string? kind =
                Take("CROSS", "JOIN") ? "CROSS JOIN"
                : Take("INNER", "JOIN") || Take("JOIN") ? "JOIN"
                : TakeOuter("LEFT") ? "LEFT JOIN"
                : TakeOuter("RIGHT") ? "RIGHT JOIN"
                : TakeOuter("FULL") ? "FULL JOIN"
                : null;
            if (kind is null)
            {
                return left;
            }

            var right = Source();
            Expression? on = null;
            if (kind != "CROSS JOIN")
            {
                Expect("ON");
                on = Condition();
            }

            left = new TableSource.Join(kind, left, right, on);
        }
    }

    private bool TakeOuter(string side)
    {
        var words = Current.Is(side) ? (Ahead(1).Is("JOIN") ? 2 : Ahead(1).Is("OUTER") && Ahead(2).Is("JOIN") ? 3 : 0) : 0;
        _at += words;
        return words > 0;
    }

    private TableSource Source()
    {
        if (Take("("))
        {
            return InBrackets();
        }

        var parts = Parts();
        if (Current.Is("("))
        {
            var arguments = Arguments();
            return new TableSource.Function(parts, arguments, Alias());
        }

        var alias = Alias();
        if (Take("WITH"))
        {
            Hints();
        }

        return new TableSource.Named(parts, alias);
    }

    private TableSource InBrackets()
    {
        if (!Current.Is("SELECT") && !Current.Is("VALUES") && !(Current.Is("(") && IsQuery()))
        {
            var joined = Joined();
            Expect(")");
            return joined;
        }

        var query = Take("VALUES") ? new Query([], new Query.Values(List(() => InParentheses(Expression))), [], null, null) : Query([]);
        Expect(")");
        var alias = Alias() ?? throw Unexpected();
        return new TableSource.Derived(query, alias, Current.Is("(") ? InParentheses(Name) : []);
    }

    private bool IsQuery()
    {
        var at = _at;
        while (_tokens[at].Is("("))
        {
            at++;
        }

        return _tokens[at].Is("SELECT");
    }
}
