using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.Aws.Shield;

/// <summary>AWS Shield Advanced: a subscription and protections, as records. Nothing is protected by them.</summary>
internal sealed partial class ShieldService(Guarded<ShieldState> shield, ElbRegions loadBalancers) : IAwsService
{
    private const int MaxProtections = 1000;

    // Source: https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_ListProtections.html
    private const int DefaultResults = 20;
    private const int MaxResults = 10_000;

    public string SigningName => "shield";

    public AwsProtocol Protocol => AwsProtocol.Json;

    public string ApiVersion => "";

    public string XmlNamespace => "";

    public string TargetPrefix => "AWSShield_20160616";

    public IReadOnlyCollection<AwsOperation> Operations =>
    [
        Create("GetSubscriptionState", "", _ => "*", _ => new JsonObject { ["SubscriptionState"] = shield.Current.IsSubscribed ? "ACTIVE" : "INACTIVE" }),
        Create("CreateSubscription", "", _ => "*", Subscribe),
        Create("CreateProtection", "Name ResourceArn", call => $"arn:aws:shield::{call.AccountId}:protection/*", Protect),
        Create("DescribeProtection", "ProtectionId ResourceArn", call => Find(call)?.Arn ?? $"arn:aws:shield::{call.AccountId}:protection/*", call => new JsonObject { ["Protection"] = Json(Get(call)) }),
        Create("ListProtections", "NextToken MaxResults InclusionFilters(ResourceArns[] ProtectionNames[] ResourceTypes[])", _ => "*", List),
        Create("DeleteProtection", "ProtectionId", call => Find(call)?.Arn ?? $"arn:aws:shield::{call.AccountId}:protection/*", Delete),
    ];

    private static AwsOperation Create(string name, string members, Func<AwsCall, string> resource, Func<AwsCall, JsonObject> handle) =>
        JsonOperation.Create(name, members, call => [new AccessRequest($"shield:{name}", resource(call), ConditionKeys.None)], handle);

    private ShieldProtection? Find(AwsCall call)
    {
        var members = new JsonMembers(call.Body);
        return members.FindString("ProtectionId") is { } id
            ? shield.Current.Protections.GetValueOrDefault(id)
            : shield.Current.Protections.Values.FirstOrDefault(protection => protection.ResourceArn == members.FindString("ResourceArn"));
    }

    private ShieldProtection Get(AwsCall call) => Find(call) ?? throw NotFound("The referenced protection does not exist.");

    private JsonObject Subscribe(AwsCall call)
    {
        shield.Update(state => state.IsSubscribed
            ? throw new AwsException("ResourceAlreadyExistsException", "A subscription already exists.")
            : state with { IsSubscribed = true });
        return [];
    }

    private JsonObject Protect(AwsCall call)
    {
        var members = new JsonMembers(call.Body);
        var (name, resourceArn) = (Required(members, "Name"), Required(members, "ResourceArn"));
        if (name.Length > 128 || !Name().IsMatch(name))
        {
            throw Constraint(name, "name", "Member must satisfy regular expression pattern: [ a-zA-Z0-9_\\.\\-]* and have length less than or equal to 128");
        }

        if (!loadBalancers.Snapshots.Any(state => state.LoadBalancers.ContainsKey(resourceArn)))
        {
            throw resourceArn.Contains(":loadbalancer/app/", StringComparison.Ordinal)
                ? NotFound("The referenced resource does not exist.")
                : new AwsException("InvalidResourceException", "The resource is not an Application Load Balancer; others are not emulated.");
        }

        var id = Guid.NewGuid().ToString();
        shield.Update(state =>
        {
            if (!state.IsSubscribed)
            {
                throw NotFound("The subscription does not exist.");
            }

            if (state.Protections.Values.Any(other => other.ResourceArn == resourceArn))
            {
                throw new AwsException("ResourceAlreadyExistsException", $"A protection for {resourceArn} already exists.");
            }

            return state.Protections.Count < MaxProtections
                ? state with { Protections = state.Protections.Add(id, new ShieldProtection(id, $"arn:aws:shield::{call.AccountId}:protection/{id}", name, resourceArn)) }
                : throw new AwsException("LimitsExceededException", $"The operation would exceed the limit of {MaxProtections} protections.");
        });
        return new JsonObject { ["ProtectionId"] = id };
    }

    private JsonObject List(AwsCall call)
    {
        var members = new JsonMembers(call.Body);
        var size = members.FindInt32("MaxResults") ?? DefaultResults;
        if (size is < 1 or > MaxResults)
        {
            throw Constraint(size.ToString(CultureInfo.InvariantCulture), "maxResults", $"Member must have value between 1 and {MaxResults}");
        }

        var filters = new JsonMembers(members.FindJson("InclusionFilters") ?? []);
        var (arns, names, types) = (filters.Strings("ResourceArns"), filters.Strings("ProtectionNames"), filters.Strings("ResourceTypes"));
        var state = shield.Current;
        var after = members.FindString("NextToken");
        if (after is not null && !Guid.TryParseExact(after, "D", out _))
        {
            throw new AwsException("InvalidPaginationTokenException", "The NextToken is none of an earlier answer.");
        }

        // Everything that is protected is an Application Load Balancer.
        var rest = state.Protections.Values
            .Where(protection => (arns.IsEmpty || arns.Contains(protection.ResourceArn))
                && (names.IsEmpty || names.Contains(protection.Name))
                && (types.IsEmpty || types.Contains("APPLICATION_LOAD_BALANCER"))
                && (after is null || string.CompareOrdinal(protection.Id, after) > 0))
            .OrderBy(protection => protection.Id, StringComparer.Ordinal).Take(size + 1).ToList();
        var answer = new JsonObject { ["Protections"] = new JsonArray([.. rest.Take(size).Select(Json)]) };
        if (rest.Count > size)
        {
            answer["NextToken"] = rest[size - 1].Id;
        }

        return answer;
    }

    private JsonObject Delete(AwsCall call)
    {
        var protection = Get(call);
        shield.Update(state => state with { Protections = state.Protections.Remove(protection.Id) });
        return [];
    }

    private static JsonObject Json(ShieldProtection protection) => new()
    {
        ["Id"] = protection.Id,
        ["Name"] = protection.Name,
        ["ResourceArn"] = protection.ResourceArn,
        ["HealthCheckIds"] = new JsonArray(),
        ["ProtectionArn"] = protection.Arn,
    };

    private static string Required(JsonMembers members, string name) =>
        members.FindString(name) is { Length: > 0 } text
            ? text
            : throw new AwsException("InvalidParameterException", $"1 validation error detected: Value null at '{char.ToLowerInvariant(name[0])}{name[1..]}' failed to satisfy constraint: Member must not be null");

    private static AwsException Constraint(string value, string member, string constraint) =>
        new("InvalidParameterException", $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}");

    private static AwsException NotFound(string message) => new("ResourceNotFoundException", message);

    [GeneratedRegex(@"^[ a-zA-Z0-9_.-]*\z")]
    private static partial Regex Name();
}
