using System.Text.RegularExpressions;
using System.Xml.Linq;
using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>The policy simulator: what would policies say, given these actions, resources and condition keys?</summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html. Not there: resource-based policies and
/// organizations; a request that carries them is refused.
/// </remarks>
internal sealed partial class IamSimulationOperations(Guarded<IamState> iam, TimeProvider time, string accountId)
{
    private const int MaxContextEntries = 200;


    public IEnumerable<AwsOperation> Operations =>
    [
        QueryOperation.Create("SimulateCustomPolicy", "PolicyInputList[] PermissionsBoundaryPolicyInputList[] ActionNames[] ResourceArns[] CallerArn ContextEntries[](ContextKeyName ContextKeyValues[] ContextKeyType) MaxItems Marker", _ => new("iam:SimulateCustomPolicy", "*", ConditionKeys.None), SimulateCustom),
        QueryOperation.Create("SimulatePrincipalPolicy", "PolicySourceArn PolicyInputList[] PermissionsBoundaryPolicyInputList[] ActionNames[] ResourceArns[] CallerArn ContextEntries[](ContextKeyName ContextKeyValues[] ContextKeyType) MaxItems Marker", call => AccessTo(call, "iam:SimulatePrincipalPolicy"), SimulatePrincipal),
        QueryOperation.Create("GetContextKeysForCustomPolicy", "PolicyInputList[]", _ => new("iam:GetContextKeysForCustomPolicy", "*", ConditionKeys.None), call => Keys(Carried(call, "PolicyInputList", required: true))),
        QueryOperation.Create("GetContextKeysForPrincipalPolicy", "PolicySourceArn PolicyInputList[]", call => AccessTo(call, "iam:GetContextKeysForPrincipalPolicy"), call => Keys([.. FindPrincipal(call).Policies, .. Carried(call, "PolicyInputList", required: false)])),
    ];

    private static AccessRequest AccessTo(AwsCall call, string action) => new(action, call.Parameters.Get("PolicySourceArn"), ConditionKeys.None);

    private XElement?[] SimulateCustom(AwsCall call) =>
        Simulate(call, Carried(call, "PolicyInputList", required: true), Carried(call, "PermissionsBoundaryPolicyInputList", required: false), call.Parameters.Find("CallerArn"));

    private XElement?[] SimulatePrincipal(AwsCall call)
    {
        var (policies, attachedBoundary) = FindPrincipal(call);
        var carriedBoundary = Carried(call, "PermissionsBoundaryPolicyInputList", required: false);
        // A boundary in the request stands in for the one that is attached.
        return Simulate(
            call,
            [.. policies, .. Carried(call, "PolicyInputList", required: false)],
            carriedBoundary.Count == 0 && attachedBoundary is not null ? [attachedBoundary] : carriedBoundary,
            call.Parameters.Find("CallerArn") ?? call.Parameters.Get("PolicySourceArn"));
    }

    private XElement?[] Simulate(AwsCall call, IReadOnlyList<SimulatedPolicy> policies, IReadOnlyList<SimulatedPolicy> boundaries, string? callerArn)
    {
        var actions = call.Parameters.Strings("ActionNames.member");
        if (actions.Count == 0)
        {
            _ = call.Parameters.Get("ActionNames");
        }

        foreach (var action in actions)
        {
            if (!ActionName().IsMatch(action))
            {
                throw IamErrors.InvalidInput($"Invalid Entity Action Name: {action}");
            }
        }

        var resources = call.Parameters.Strings("ResourceArns.member");
        var entries = ReadEntries(call);
        var simulation = new IamSimulation(policies, boundaries, new PolicyContext(CallerKeys(callerArn), entries), entries.Keys.Concat(CallerKeys(callerArn).Keys).ToHashSet(StringComparer.OrdinalIgnoreCase));
        var questions = actions.SelectMany(action => (resources.Count == 0 ? ["*"] : resources).Select(resource => (action, resource)))
            .Select((question, index) => (question.action, question.resource, Key: index.ToString("D9", System.Globalization.CultureInfo.InvariantCulture)));
        return IamPage.Create(call.Parameters, questions, question => question.Key, "EvaluationResults", question => simulation.Evaluate(question.action, question.resource));
    }

    private Dictionary<string, IReadOnlyList<string>> CallerKeys(string? callerArn)
    {
        var now = time.GetUtcNow();
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
        {
            ["aws:CurrentTime"] = [AwsTime.Iso(now)],
            ["aws:EpochTime"] = [now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)],
        };
        if (callerArn is not null)
        {
            keys["aws:PrincipalArn"] = [callerArn];
            keys["aws:PrincipalAccount"] = [accountId];
            if (iam.Current.Users.Values.FirstOrDefault(user => user.Arn == callerArn) is { } user)
            {
                keys["aws:PrincipalType"] = ["User"];
                keys["aws:username"] = [user.UserName];
                keys["aws:userid"] = [user.UserId];
            }
        }

        return keys;
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadEntries(AwsCall call)
    {
        var entries = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in call.Parameters.Structures("ContextEntries.member"))
        {
            var (name, type) = (entry.Get("ContextKeyName"), entry.Get("ContextKeyType"));
            var values = entry.Strings("ContextKeyValues.member");
            if (!ContextType().IsMatch(type))
            {
                throw IamErrors.Validation($"1 validation error detected: Value '{type}' at 'contextEntries.{entries.Count + 1}.member.contextKeyType' failed to satisfy constraint: Member must satisfy enum value set: [string, stringList, numeric, numericList, boolean, booleanList, ip, ipList, binary, binaryList, date, dateList]");
            }

            if (values.Count != 1 && !type.EndsWith("List", StringComparison.Ordinal))
            {
                throw IamErrors.InvalidInput($"Context key {name} of type {type} must have one value.");
            }

            if (entries.Count == MaxContextEntries || !entries.TryAdd(name, values))
            {
                throw IamErrors.InvalidInput($"Context key {name} is given twice, or there are more than {MaxContextEntries}.");
            }
        }

        return entries;
    }

    private (IReadOnlyList<SimulatedPolicy> Policies, SimulatedPolicy? Boundary) FindPrincipal(AwsCall call)
    {
        var (state, arn) = (iam.Current, call.Parameters.Get("PolicySourceArn"));
        if (state.Roles.Values.FirstOrDefault(role => role.Arn == arn) is { } role)
        {
            return (
                [.. role.AttachedPolicies.Select(policy => Managed(state, policy)), .. role.InlinePolicies.Select(policy => new SimulatedPolicy(policy.Key, "role", policy.Value))],
                role.PermissionsBoundary is { } boundary ? Managed(state, boundary) : null);
        }

        if (state.Users.Values.FirstOrDefault(user => user.Arn == arn) is { } user)
        {
            return (
                [
                    .. user.AttachedPolicies.Select(policy => Managed(state, policy)),
                    .. user.InlinePolicies.Select(policy => new SimulatedPolicy(policy.Key, "user", policy.Value)),
                    .. state.GroupsOf(user).SelectMany(group => OfGroup(state, group)),
                ],
                user.PermissionsBoundary is { } boundary ? Managed(state, boundary) : null);
        }

        if (state.Groups.Values.FirstOrDefault(group => group.Arn == arn) is { } group)
        {
            return ([.. OfGroup(state, group)], null);
        }

        // arn:aws:iam::ACCOUNT:role/PATH/NAME
        var name = arn[(arn.LastIndexOf('/') + 1)..];
        throw EntityArn().Match(arn).Groups["kind"].Value switch
        {
            "role" => IamErrors.NoSuchRole(name),
            "user" => IamErrors.NoSuchUser(name),
            "group" => IamErrors.NoSuchGroup(name),
            _ => IamErrors.InvalidInput($"Invalid Entity Arn: {arn} does not clearly define entity type and name."),
        };
    }

    private static IEnumerable<SimulatedPolicy> OfGroup(IamState state, IamGroup group) =>
        group.AttachedPolicies.Select(policy => Managed(state, policy))
            .Concat(group.InlinePolicies.Select(policy => new SimulatedPolicy(policy.Key, "group", policy.Value)));

    private static SimulatedPolicy Managed(IamState state, string arn)
    {
        var policy = state.Policies[arn];
        return new SimulatedPolicy(policy.PolicyName, policy.IsAwsManaged ? "aws-managed" : "user-managed", policy.DefaultDocument);
    }

    private static List<SimulatedPolicy> Carried(AwsCall call, string member, bool required)
    {
        var texts = call.Parameters.Strings($"{member}.member");
        if (required && texts.Count == 0)
        {
            _ = call.Parameters.Get(member);
        }

        return [.. texts.Select((text, index) => new SimulatedPolicy($"{member}.{index + 1}", "none", IamInput.CarriedPolicy(text)))];
    }

    private static XElement[] Keys(IReadOnlyList<SimulatedPolicy> policies)
    {
        var statements = policies.SelectMany(policy => policy.Document.Policy.Statements.Select(statement => (policy.Document.Policy.HasVariables, statement)));
        var keys = statements.SelectMany(entry => entry.statement.Conditions.Select(condition => condition.Key)
            .Concat(entry.HasVariables
                ? (entry.statement.Resources?.Patterns ?? []).Concat(entry.statement.Conditions.SelectMany(condition => condition.Values)).SelectMany(PolicyPattern.FindVariables)
                : []));
        return [new XElement("ContextKeyNames", keys.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).Select(key => new XElement("member", key)))];
    }

    [GeneratedRegex(@"^arn:aws:iam::[0-9]{12}:(?<kind>role|user|group)/[!-~]+\z")]
    private static partial Regex EntityArn();

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,64}:[A-Za-z0-9]{1,128}\z")]
    private static partial Regex ActionName();

    [GeneratedRegex(@"^(string|numeric|boolean|ip|binary|date)(List)?\z")]
    private static partial Regex ContextType();
}
