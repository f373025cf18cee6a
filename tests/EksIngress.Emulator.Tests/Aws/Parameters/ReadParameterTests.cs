using System.Text.Json.Nodes;
using EksIngress.Emulator.Aws;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Tests.Aws.Paging;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.Aws.Parameters;

/// <summary>
/// What an operation lists as known, it reads: no list lets a parameter through that nothing is done with. Each operation is called with many choices of its
/// parameters until each was asked for; a member of a JSON body counts when a wrong type in its place is refused by its name.
/// </summary>
public sealed class ReadParameterTests(PagingFixture account) : IClassFixture<PagingFixture>
{
    private const string NoResources = "there are none that it could let through";

    // Of what is exempt; enough to find that it is read after all.
    private const int FewTries = 500;

    private const int MaxTries = 20_000;

    // Read before anything is taken away.
    private static readonly string[] s_last = ["Set", "Update", "Modify", "Untag", "Remove", "Detach", "Disassociate", "Deregister", "Release", "Revoke", "Delete"];

    private static readonly (string Member, string Kind)[] s_actions =
    [
        ("TargetGroupArn", "forward"), ("ForwardConfig", "forward"), ("RedirectConfig", "redirect"), ("FixedResponseConfig", "fixed-response"), ("AuthenticateOidcConfig", "authenticate-oidc"),
        ("AuthenticateCognitoConfig", "authenticate-cognito"), ("JwtValidationConfig", "jwt-validation"),
    ];

    private static readonly (string List, string Discriminator, (string Member, string Kind)[] Choices)[] s_choices =
    [
        ("Actions[]", "Type", s_actions),
        ("DefaultActions[]", "Type", s_actions),
        ("Conditions[]", "Field",
            [
                ("HostHeaderConfig", "host-header"), ("PathPatternConfig", "path-pattern"), ("HttpHeaderConfig", "http-header"), ("HttpRequestMethodConfig", "http-request-method"),
                ("QueryStringConfig", "query-string"), ("SourceIpConfig", "source-ip"), ("Values[]", "path-pattern"), ("RegexValues[]", "path-pattern"),
            ]),
        ("Transforms[]", "Type", [("HostHeaderRewriteConfig", "host-header-rewrite"), ("UrlRewriteConfig", "url-rewrite")]),
    ];

    // Parts without which nothing else in their structure is read.
    private static readonly string[] s_usual = ["IpProtocol", "FromPort", "ToPort", "SecurityGroupRuleId", "Type", "StatusCode", "GroupId"];

    // Refused wherever they stand: once that is known, they only keep others from being read.
    private static readonly string[] s_refused = ["AlpnPolicy", "IsDefault", "VpcPeeringConnectionId", "OutpostArn"];

    // Taken without being looked at, and why.
    private static readonly Dictionary<string, string> s_exempt = new(StringComparer.Ordinal)
    {
        ["acm:ListCertificates Includes.managedBy"] = "no certificate is managed by another service, whichever is named",
        ["ec2:DescribeCoipPools Filter"] = NoResources,
        ["ec2:DescribeIpamPools Filter"] = NoResources,
        ["ec2:DescribeKeyPairs Filter"] = NoResources,
        ["ec2:DescribeLaunchTemplates Filter"] = NoResources,
        ["ec2:DescribeNetworkAcls Filter"] = NoResources,
        ["ec2:DescribeSnapshots Filter"] = NoResources,
        ["ec2:DescribeSnapshots Owner"] = NoResources,
        ["ec2:DescribeSnapshots RestorableBy"] = NoResources,
        ["ec2:DescribeVolumes Filter"] = NoResources,
        ["ec2:DescribeVpcEndpoints Filter"] = NoResources,
        ["ec2:DescribeVpcPeeringConnections Filter"] = NoResources,
        ["ec2:GetCoipPoolUsage"] = NoResources,
        ["eks:UpdateAccessEntry clientRequestToken"] = "the same change a second time changes nothing",
        ["eks:UpdatePodIdentityAssociation clientRequestToken"] = "the same change a second time changes nothing",
        ["iam:ListServerCertificates PathPrefix"] = NoResources,
    };

    [Fact]
    public async Task EveryListedParameter_IsRead()
    {
        var services = account.Bed.Emulator.Services;
        var unread = new List<string>();
        foreach (var service in services.GetServices<IAwsService>().Where(service => service.Protocol != AwsProtocol.RestXml))
        {
            // What is absent is refused whatever it asks for.
            var operations = service.Operations.Where(operation => AwsCoverage.Differences.GetValueOrDefault($"{service.SigningName}:{operation.Name}")?.Word != "absent");
            foreach (var operation in operations.OrderBy(operation => Array.FindIndex(s_last, word => operation.Name.StartsWith(word, StringComparison.Ordinal))))
            {
                var missing = await FindUnreadAsync(service, operation);
                unread.AddRange(missing.Select(member => NameOf(service, operation, member)));
            }
        }

        var stale = unread.Where(path => !IsExempt(path)).ToList();
        Assert.True(stale.Count == 0, string.Join('\n', stale));
        Assert.DoesNotContain(s_exempt.Keys, exempt => !unread.Exists(path => path.StartsWith(exempt, StringComparison.Ordinal)));
    }

    private static bool IsExempt(string path) => s_exempt.Keys.Any(exempt => path.StartsWith(exempt, StringComparison.Ordinal));

    private static string NameOf(IAwsService service, AwsOperation operation, ListedMember member) => $"{service.SigningName}:{operation.Name} {member.Path}";

    private async Task<IReadOnlyCollection<ListedMember>> FindUnreadAsync(IAwsService service, AwsOperation operation)
    {
        var listed = ListedMember.Of(operation.Members).ToList();
        var unread = listed.ToHashSet();
#pragma warning disable CA5394 // The same choices in every run.
        var random = new Random(1);
        for (var tries = 0; tries < MaxTries && unread.Any(member => tries < FewTries || !IsExempt(NameOf(service, operation, member))); tries++)
        {
            // All but a few first, then anything.
            var (share, ofParts) = tries == 0 ? (1, 1) : (random.NextDouble(), random.NextDouble());
            var tops = listed.Select(member => member.Top).Distinct(StringComparer.Ordinal).Where(_ => random.NextDouble() < share).ToHashSet(StringComparer.Ordinal);
            tops.RemoveWhere(top => s_refused.Contains(top) && !unread.Any(member => member.Top == top));
            var parts = new Dictionary<string, bool>(StringComparer.Ordinal);
            var sent = listed.Where(member => tops.Contains(member.Top) && Enumerable.Range(1, member.Steps.Count - 1)
                .All(count => parts.TryGetValue(string.Join('.', member.Steps.Take(count + 1)), out var isChosen) ? isChosen : parts[string.Join('.', member.Steps.Take(count + 1))] = random.NextDouble() < ofParts || (tries % 2 == 0 && s_usual.Contains(member.Steps[count])))).ToList();
            sent.RemoveAll(member => s_refused.Contains(member.Leaf) && !unread.Contains(member));
            var kinds = Choose(sent, random);
            var inBody = sent.Where(member => !member.IsInQuery && service.Protocol is AwsProtocol.Json or AwsProtocol.RestJson && unread.Contains(member)).ToList();
            var wrong = inBody.Count == 0 ? null : inBody[random.Next(inBody.Count)];
            var values = new SampleValues(account.Fill, random, operation.Name);
#pragma warning restore CA5394
            await CallAsync(service, operation, sent, kinds, wrong, values, unread);
        }

        return unread;
    }

    // Of what says which kind it is, one kind is sent.
    private static Dictionary<string, string> Choose(List<ListedMember> sent, Random random)
    {
        var kinds = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (list, discriminator, choices) in s_choices)
        {
            var present = choices.Where(choice => sent.Exists(member => member.Steps[0] == list && member.Steps[1] == choice.Member)).ToList();
            if (present.Count == 0)
            {
                continue;
            }

#pragma warning disable CA5394 // The same choices in every run.
            var (kept, kind) = present[random.Next(present.Count)];
#pragma warning restore CA5394
            sent.RemoveAll(member => member.Steps[0] == list && member.Steps[1] != kept && choices.Any(choice => choice.Member == member.Steps[1]));
            sent.RemoveAll(member => member.Path == $"{list}.{discriminator}");
            sent.Add(new ListedMember([list, discriminator], false));
            kinds[$"{list}.{discriminator}"] = kind;
        }

        return kinds;
    }

    private async Task CallAsync(IAwsService service, AwsOperation operation, List<ListedMember> sent, Dictionary<string, string> kinds, ListedMember? wrong, SampleValues values, HashSet<ListedMember> unread)
    {
        var isForm = service.Protocol is AwsProtocol.Query or AwsProtocol.Ec2Query;
        var isEc2 = service.Protocol == AwsProtocol.Ec2Query;
        var form = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var segment in (operation.Route ?? "").Split('/').Where(segment => segment is ['{', ..]))
        {
            form[segment[1..^1]] = values.Text(segment[1..^1]);
        }

        var body = new JsonObject();
        foreach (var member in sent)
        {
            if (isForm || member.IsInQuery)
            {
                var name = member.WireName(isEc2);
                form[name] = kinds.GetValueOrDefault(member.Path) ?? values.Text(member.Leaf);
                if (name.EndsWith(".1", StringComparison.Ordinal) && form[name].Split(',') is [var first, var second])
                {
                    (form[name], form[name[..^1] + "2"]) = (first, second);
                }

                if (name.EndsWith(".value", StringComparison.Ordinal))
                {
                    form[name[..^"value".Length] + "key"] = "k";
                }

                if (member.IsInQuery)
                {
                    form[name + ".1"] = form[name];
                }
            }
            else
            {
                SampleBody.Put(body, member, member == wrong ? new JsonArray(new JsonArray()) : values.Json(member.Leaf));
            }
        }

        var tracking = new ReadTracking(form);
        var message = await RunAsync(operation, tracking, body);
        var token = sent.Find(member => member.Leaf is "ClientToken");
        foreach (var member in unread.Intersect(sent).ToList())
        {
            var name = member.WireName(isEc2);
            var isRead = isForm || member.IsInQuery
                ? (token is null || member == token) && (tracking.Read.Contains(name) || tracking.Read.Contains(name + ".1") || tracking.Read.Contains(name.Split('.')[0]))
                : member == wrong && message?.Contains(member.Leaf, StringComparison.OrdinalIgnoreCase) == true;
            if (isRead)
            {
                unread.Remove(member);
            }
        }
    }

    private async Task<string?> RunAsync(AwsOperation operation, ReadTracking parameters, JsonObject body)
    {
        var services = account.Bed.Emulator.Services;
        var caller = services.GetRequiredService<CallerResolver>().Find(services.GetRequiredService<CredentialStore>().Find(account.Bed.Emulator.AccessKeyId)!.Principal);
        var call = new AwsCall
        {
            Parameters = new AwsParameters(parameters),
            Body = body,
            Caller = caller!.Identity,
            ResolvedCaller = caller,
            Region = account.Bed.Emulator.Region,
            AccountId = caller.Identity.AccountId,
            RequestId = "r",
            Http = new AwsHttpRequest { Method = "POST", RawPath = "/", RawQuery = "", Headers = new Dictionary<string, string>(), Body = ReadOnlyMemory<byte>.Empty },
        };
        try
        {
            _ = operation.Access(call).Count();
            await operation.Handle(call, TestContext.Current.CancellationToken);
            return null;
        }
        catch (AwsException refused)
        {
            return refused.Message;
        }
    }
}
