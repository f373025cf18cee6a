using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EksIngress.Emulator.Aws.Policies;

/// <summary>Reads a policy document; whatever it does not know is an error, for an element that is skipped is a hole.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html</remarks>
internal static partial class PolicyDocumentParser
{
    /// <summary>No document may be longer, whatever the quota of its kind: 128 KiB.</summary>
    public const int MaxLength = 131072;

    /// <summary>Documents that were read before: they come again with every role of a kind. When there are this many, all are read anew.</summary>
    private const int MaxRemembered = 512;

    private static readonly ConcurrentDictionary<(string Json, PolicyKind Kind), PolicyDocument> s_remembered = new();

    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <exception cref="PolicyFormatException">The text is no policy of this kind.</exception>
    public static PolicyDocument Parse(string json, PolicyKind kind)
    {
        if (json.Length > MaxLength)
        {
            throw new PolicyFormatException($"The policy document is longer than {MaxLength} characters.");
        }

        if (s_remembered.TryGetValue((json, kind), out var known))
        {
            return known;
        }

        try
        {
            using var document = JsonDocument.Parse(StrictJson.Encode(json), JsonOptions);
            var read = ReadDocument(document.RootElement, kind);
            if (s_remembered.Count >= MaxRemembered)
            {
                s_remembered.Clear();
            }

            s_remembered[(json, kind)] = read;
            return read;
        }
        catch (JsonException exception)
        {
            throw new PolicyFormatException("Syntax errors in policy.", exception);
        }
    }

    private static PolicyDocument ReadDocument(JsonElement root, PolicyKind kind)
    {
        ExpectObject(root, "The policy");
        var version = "2008-10-17";
        ImmutableArray<PolicyStatement>? statements = null;
        foreach (var member in root.EnumerateObject())
        {
            switch (member.Name)
            {
                case "Version":
                    version = Text(member.Value, "Version");
                    break;
                case "Id":
                    Text(member.Value, "Id");
                    break;
                case "Statement":
                    statements = member.Value.ValueKind == JsonValueKind.Array
                        ? [.. member.Value.EnumerateArray().Select((statement, index) => ReadStatement(statement, index + 1, kind))]
                        : [ReadStatement(member.Value, 1, kind)];
                    break;
                default:
                    throw new PolicyFormatException($"Syntax error in policy: unknown element '{member.Name}'.");
            }
        }

        if (version is not ("2012-10-17" or "2008-10-17"))
        {
            throw new PolicyFormatException("The policy must contain a valid version string");
        }

        if (statements is not { Length: > 0 })
        {
            throw new PolicyFormatException("Syntax error in policy: it has no Statement.");
        }

        var repeated = statements.Value.Where(statement => !statement.Name.StartsWith('#')).GroupBy(statement => statement.Name).FirstOrDefault(group => group.Skip(1).Any());
        return repeated is null
            ? new PolicyDocument(version == "2012-10-17", statements.Value)
            : throw new PolicyFormatException($"Statement IDs (SID) in a single policy must be unique: '{repeated.Key}'.");
    }

    private static PolicyStatement ReadStatement(JsonElement element, int number, PolicyKind kind)
    {
        ExpectObject(element, "A statement");
        var name = $"#{number}";
        bool? isAllow = null;
        PolicyPrincipals? principals = null;
        PolicyPatterns? actions = null;
        PolicyPatterns? resources = null;
        ImmutableArray<PolicyCondition> conditions = [];
        foreach (var member in element.EnumerateObject())
        {
            switch (member.Name)
            {
                case "Sid":
                    var sid = Text(member.Value, "Sid");
                    name = sid.Length == 0 ? name : sid;
                    break;
                case "Effect":
                    isAllow = Text(member.Value, "Effect") switch
                    {
                        "Allow" => true,
                        "Deny" => false,
                        var effect => throw new PolicyFormatException($"Invalid effect: '{effect}'. It must be Allow or Deny."),
                    };
                    break;
                case "Principal" or "NotPrincipal" when principals is null:
                    principals = ReadPrincipals(member);
                    break;
                case "Action" or "NotAction" when actions is null:
                    actions = new PolicyPatterns(member.Name == "NotAction", Strings(member.Value, member.Name));
                    break;
                case "Resource" or "NotResource" when resources is null:
                    resources = new PolicyPatterns(member.Name == "NotResource", Strings(member.Value, member.Name));
                    break;
                case "Condition":
                    conditions = ReadConditions(member.Value);
                    break;
                default:
                    throw new PolicyFormatException($"Syntax error in policy: unknown or repeated element '{member.Name}' in a statement.");
            }
        }

        if (isAllow is null || actions is null)
        {
            throw new PolicyFormatException($"Missing required field {(isAllow is null ? "Effect" : "Action")} in statement {name}.");
        }

        CheckKind(kind, principals, resources, name);
        CheckActions(actions);
        CheckResources(resources);
        return new PolicyStatement(name, isAllow.Value, principals, actions, resources, conditions);
    }

    private static void CheckKind(PolicyKind kind, PolicyPrincipals? principals, PolicyPatterns? resources, string statement)
    {
        var fault = kind switch
        {
            PolicyKind.Identity when principals is not null => "Policy document should not specify a principal.",
            PolicyKind.Identity when resources is null => $"Policy statement must contain resources. (statement {statement})",
            PolicyKind.Trust when principals is null => $"AssumeRole policy must contain a principal. (statement {statement})",
            PolicyKind.Trust when resources is not null => "Has prohibited field Resource",
            _ => null,
        };
        if (fault is not null)
        {
            throw new PolicyFormatException(fault);
        }
    }

    private static void CheckActions(PolicyPatterns actions)
    {
        foreach (var action in actions.Patterns)
        {
            if (action != "*" && !ActionPattern().IsMatch(action))
            {
                throw new PolicyFormatException($"Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc. ('{action}')");
            }
        }
    }

    private static void CheckResources(PolicyPatterns? resources)
    {
        foreach (var resource in resources?.Patterns ?? [])
        {
            if (resource != "*" && !ResourcePattern().IsMatch(resource))
            {
                throw new PolicyFormatException($"Resource {resource} must be in ARN format or \"*\".");
            }
        }
    }

    private static PolicyPrincipals ReadPrincipals(JsonProperty member)
    {
        var isNegated = member.Name == "NotPrincipal";
        if (member.Value.ValueKind == JsonValueKind.String)
        {
            return member.Value.GetString() == "*"
                ? new PolicyPrincipals(isNegated, [new PolicyPrincipal("*", "*")])
                : throw new PolicyFormatException("Invalid principal in policy.");
        }

        ExpectObject(member.Value, member.Name);
        var entries = ImmutableArray.CreateBuilder<PolicyPrincipal>();
        foreach (var entry in member.Value.EnumerateObject())
        {
            if (entry.Name is not ("AWS" or "Service" or "Federated" or "CanonicalUser"))
            {
                throw new PolicyFormatException($"Invalid principal in policy: unknown kind '{entry.Name}'.");
            }

            entries.AddRange(Strings(entry.Value, entry.Name).Select(value => new PolicyPrincipal(entry.Name, value)));
        }

        return entries.Count > 0
            ? new PolicyPrincipals(isNegated, entries.ToImmutable())
            : throw new PolicyFormatException("Missing required field Principal cannot be empty!");
    }

    // "Condition": { "StringEquals": { "oidc.eks.…/id/…:aud": "sts.amazonaws.com" }, "Null": { "aws:RequestTag/x": "false" } }
    private static ImmutableArray<PolicyCondition> ReadConditions(JsonElement element)
    {
        ExpectObject(element, "Condition");
        var conditions = ImmutableArray.CreateBuilder<PolicyCondition>();
        foreach (var operatorMember in element.EnumerateObject())
        {
            var conditionOperator = ConditionOperator.Find(operatorMember.Name)
                ?? throw new PolicyFormatException($"Invalid Condition type : {operatorMember.Name}.");
            ExpectObject(operatorMember.Value, operatorMember.Name);
            foreach (var keyMember in operatorMember.Value.EnumerateObject())
            {
                if (!ConditionKey().IsMatch(keyMember.Name))
                {
                    throw new PolicyFormatException($"Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc. ('{keyMember.Name}')");
                }

                conditions.Add(new PolicyCondition(conditionOperator, keyMember.Name, Strings(keyMember.Value, keyMember.Name, scalars: true)));
            }
        }

        return conditions.ToImmutable();
    }

    private static void ExpectObject(JsonElement element, string what)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new PolicyFormatException($"Syntax error in policy: {what} must be an object.");
        }
    }

    private static string Text(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.String
            ? element.GetString()!
            : throw new PolicyFormatException($"Syntax error in policy: {what} must be a string.");

    private static ImmutableArray<string> Strings(JsonElement element, string what, bool scalars = false)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            return [Scalar(element, what, scalars)];
        }

        ImmutableArray<string> values = [.. element.EnumerateArray().Select(item => Scalar(item, what, scalars))];
        return values.IsEmpty ? throw new PolicyFormatException($"Syntax error in policy: {what} is empty.") : values;
    }

    private static string Scalar(JsonElement element, string what, bool scalars) =>
        element.ValueKind switch
        {
            JsonValueKind.String => element.GetString()!,
            JsonValueKind.True when scalars => "true",
            JsonValueKind.False when scalars => "false",
            JsonValueKind.Number when scalars => element.GetRawText(),
            _ => throw new PolicyFormatException($"Syntax error in policy: {what} must be a string or a list of strings."),
        };

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,64}:[A-Za-z0-9*?]{1,128}\z")]
    private static partial Regex ActionPattern();

    // Partition, service, region, account, resource; each may be a pattern. "arn:*" and the like cover several parts. Spaces stand in
    // variables with a default.
    [GeneratedRegex(@"^arn:[^\p{C}]{1,2048}\z")]
    private static partial Regex ResourcePattern();

    // aws:RequestTag/team, ec2:CreateAction, oidc.eks.eu-west-1.amazonaws.com/id/0123:sub; a tag key may hold anything.
    [GeneratedRegex(@"^[A-Za-z0-9._/-]{1,256}:[A-Za-z0-9][^\r\n]{0,511}\z")]
    private static partial Regex ConditionKey();
}
