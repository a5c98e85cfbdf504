namespace SyncAdmin.Tests.Servers.Tds.TSql;

/// <content>Expressions and conditions.</content>
internal sealed partial class Parser
{
    private static readonly string[] Comparisons = ["=", "<>", "!=", "<", ">", "<=", ">=", "!<", "!>"];

    /// <summary>A truth: AND, OR, NOT and what they join.</summary>
    private Expression Condition() => Chain("OR", () => Chain("AND", Negation));

    private Expression Chain(string word, Func<Expression> operand)
    {
        List<Expression> operands = [operand()];
        while (Take(word))
        {
            operands.Add(operand());
        }

        return operands.Count == 1 ? operands[0] : new Expression.Chain(word, operands);
    }

    private Expression Negation() => Take("NOT") ? new Expression.Unary("NOT", Negation()) : Predicate();

    private Expression Predicate()
    {
        if (Take("EXISTS"))
        {
            return new Expression.Exists(Subquery());
        }

        // A parenthesis may hold a condition or a value; what stands behind it tells which.
        if (Current.Is("(") && !IsQuery() && IsCondition())
        {
            Expect("(");
            var inner = Condition();
            Expect(")");
            return inner;
        }

        return Comparison(Expression());
    }

    private Expression Comparison(Expression left)
    {
        if (Array.IndexOf(Comparisons, Current.Text) >= 0 && Current.Kind == TokenKind.Operator)
        {
            var comparing = _tokens[_at++].Text;
            return new Expression.Binary(comparing, left, Expression());
        }

        if (Take("IS"))
        {
            var isNot = Take("NOT");
            Expect("NULL");
            return new Expression.IsNull(left, isNot);
        }

        var not = Take("NOT");
        if (Take("IN"))
        {
            return In(left, not);
        }

        if (Take("BETWEEN"))
        {
            var low = Expression();
            Expect("AND");
            return new Expression.Between(left, low, Expression(), not);
        }

        if (Take("LIKE"))
        {
            var pattern = Expression();
            return new Expression.Like(left, pattern, Take("ESCAPE") ? Expression() : null, not);
        }

        throw Unexpected();
    }

    private Expression.In In(Expression left, bool not)
    {
        if (Ahead(1).Is("SELECT"))
        {
            return new Expression.In(left, [], Subquery(), not);
        }

        return new Expression.In(left, InParentheses(Expression), null, not);
    }

    private Query Subquery()
    {
        Expect("(");
        var query = Query([]);
        Expect(")");
        return query;
    }

    // The parenthesis that opens here: does a word or sign of conditions stand in it, outside of deeper ones?
    private bool IsCondition()
    {
        var depth = 0;
        for (var at = _at; at < _tokens.Count; at++)
        {
            var token = _tokens[at];
            depth += token.Is("(") || token.Is("CASE") ? 1 : token.Is(")") || token.Is("END") ? -1 : 0;
            if (depth == 0)
            {
                // (a) = b: a value; ((a = 1)): look one level deeper.
                return _tokens[_at + 1].Is("(") && Deeper();
            }

            if (depth == 1 && (Array.IndexOf(Comparisons, token.Text) >= 0
                || token.Is("AND") || token.Is("OR") || token.Is("NOT") || token.Is("IS") || token.Is("IN") || token.Is("LIKE") || token.Is("BETWEEN") || token.Is("EXISTS")))
            {
                return true;
            }
        }

        return false;
    }

    private bool Deeper()
    {
        _at++;
        var deeper = !IsQuery() && IsCondition();
        _at--;
        return deeper;
    }

    /// <summary>A value.</summary>
    private Expression Expression()
    {
        var left = Term();
        while (Current.Is("+") || Current.Is("-") || Current.Is("&") || Current.Is("|") || Current.Is("^"))
        {
            var calculating = _tokens[_at++].Text;
            left = new Expression.Binary(calculating, left, Term());
        }

        return left;
    }

    private Expression Term()
    {
        var left = Factor();
        while (Current.Is("*") || Current.Is("/") || Current.Is("%"))
        {
            var calculating = _tokens[_at++].Text;
            left = new Expression.Binary(calculating, left, Factor());
        }

        return left;
    }

    private Expression Factor()
    {
        if (Current.Is("-") && Ahead(1).Kind == TokenKind.Number)
        {
            _at += 2;
            return new Expression.Literal(TokenKind.Number, "-" + Ahead(-1).Text);
        }

        if (Current.Is("-") || Current.Is("+") || Current.Is("~"))
        {
            return new Expression.Unary(_tokens[_at++].Text, Factor());
        }

        var value = Primary();
        while (Take("COLLATE"))
        {
            value = new Expression.Collate(value, Name());
        }

        return value;
    }

    private Expression Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number or TokenKind.Text or TokenKind.UnicodeText or TokenKind.Binary:
                _at++;
                return new Expression.Literal(token.Kind, token.Text);
            case TokenKind.Variable:
                _at++;
                return new Expression.Variable(token.Text);
            case TokenKind.Operator when token.Is("("):
                if (IsQuery())
                {
                    return new Expression.Scalar(Subquery());
                }

                return InParentheses(Expression) is [var inner] ? inner : throw Unexpected();
        }

        if (Take("NULL"))
        {
            return new Expression.Null();
        }

        if (Take("CASE"))
        {
            return Case();
        }

        return Current.Kind is TokenKind.Word ? Special() ?? Named() : Named();
    }

    private Expression? Special()
    {
        var upper = Current.Text.ToUpperInvariant();
        var opens = Ahead(1).Is("(");
        switch (upper)
        {
            case "CAST" or "TRY_CAST" when opens:
                _at += 2;
                var operand = Expression();
                Expect("AS");
                var type = Type();
                Expect(")");
                return new Expression.Cast(operand, type, upper == "TRY_CAST", 0);
            case "CONVERT" or "TRY_CONVERT" when opens:
                _at += 2;
                var target = Type();
                Expect(",");
                var converted = Expression();
                var style = Take(",") ? WholeNumber() : 0;
                Expect(")");
                return new Expression.Cast(converted, target, upper == "TRY_CONVERT", style);
            case "LEFT" or "RIGHT" when opens:
                _at++;
                return new Expression.Call([upper], Arguments());
            case "IIF" when opens:
                _at += 2;
                var condition = Condition();
                Expect(",");
                var then = Expression();
                Expect(",");
                var otherwise = Expression();
                Expect(")");
                return new Expression.Case(null, [(condition, then)], otherwise);
            case "CURRENT_TIMESTAMP" or "CURRENT_USER" or "SESSION_USER" or "SYSTEM_USER" or "USER":
                _at++;
                return new Expression.Call([upper], []);
            default:
                return null;
        }
    }

    private Expression Named()
    {
        var parts = Parts();
        if (!Current.Is("("))
        {
            return new Expression.Column(parts);
        }

        if (Ahead(1).Is("*") && Ahead(2).Is(")"))
        {
            _at += 3;
            return new Expression.Call(parts, [], Star: true, Over: Over());
        }

        var distinct = Ahead(1).Is("DISTINCT");
        if (distinct)
        {
            _tokens.RemoveAt(_at + 1);
        }

        var arguments = Arguments();
        if (Take("WITHIN", "GROUP"))
        {
            Hints();
        }

        return new Expression.Call(parts, arguments, Distinct: distinct, Over: Over());
    }

    private List<Expression> Arguments()
    {
        if (Ahead(1).Is(")"))
        {
            _at += 2;
            return [];
        }

        return InParentheses(() => Take("DEFAULT") ? new Expression.Null() : Expression());
    }

    private Expression.Window? Over()
    {
        if (!Take("OVER"))
        {
            return null;
        }

        Expect("(");
        var partition = Take("PARTITION", "BY") ? List(Expression) : [];
        var order = Take("ORDER", "BY") ? List(OrderItem) : [];
        Expect(")");
        return new Expression.Window(partition, order);
    }

    private Expression.Case Case()
    {
        var input = Current.Is("WHEN") ? null : Expression();
        List<(Expression, Expression)> branches = [];
        while (Take("WHEN"))
        {
            var when = input is null ? Condition() : Expression();
            Expect("THEN");
            branches.Add((when, Expression()));
        }

        var otherwise = Take("ELSE") ? Expression() : null;
        Expect("END");
        return new Expression.Case(input, branches, otherwise);
    }
}
