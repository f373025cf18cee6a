using System.Text.RegularExpressions;

namespace EksIngress.Bench.Account;

/// <summary>An account with a cluster, and a caller that may do what is measured by one statement of several.</summary>
internal sealed partial class BenchAccount : IDisposable
{
    public const string AccessKeyId = "AKIABENCHBENCHBENCH0";
    public const string Secret = "a-secret-of-the-benchmark-and-of-nobody";

    private const string AccountId = "000000000000";
    private const string Subject = "system:serviceaccount:kube-system:aws-load-balancer-controller";

    private const string Policy = """
        {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":["ec2:DescribeVpcs","ec2:DescribeSubnets","ec2:DescribeSecurityGroups","ec2:DescribeInstances"],"Resource":"*"},
        {"Effect":"Allow","Action":["elasticloadbalancing:Describe*"],"Resource":"*"},
        {"Effect":"Allow","Action":["ec2:CreateTags"],"Resource":"arn:aws:ec2:*:*:security-group/*","Condition":{"StringEquals":{"ec2:CreateAction":"CreateSecurityGroup"},"Null":{"aws:RequestTag/elbv2.k8s.aws/cluster":"false"}}},
        {"Effect":"Allow","Action":["elasticloadbalancing:CreateLoadBalancer","elasticloadbalancing:CreateTargetGroup"],"Resource":"*","Condition":{"Null":{"aws:RequestTag/elbv2.k8s.aws/cluster":"false"}}},
        {"Effect":"Deny","Action":"eks:DeleteCluster","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalTag/team":"platform"}}},
        {"Effect":"Allow","Action":["eks:Describe*","eks:List*"],"Resource":"arn:aws:eks:*:*:cluster/*"},
        {"Effect":"Allow","Action":["iam:CreateRole","iam:TagRole"],"Resource":"arn:aws:iam::*:role/bench/*","Condition":{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/operator"}}}]}
        """;

    private readonly int _port;
    private readonly Func<string, string, int, Task<IReadOnlyList<string>>> _createTokens;
    private readonly string _issuer;
    private readonly string _trust;
    private AccountClient? _client;
    private IReadOnlyList<string> _tokens = [];

    private BenchAccount(int port, Func<string, string, int, Task<IReadOnlyList<string>>> createTokens, string issuer, string trust) =>
        (_port, _createTokens, _issuer, _trust) = (port, createTokens, issuer, trust);

    private AccountClient Client => _client ?? throw new InvalidOperationException("Nobody signed in.");

    /// <summary>Makes it in an emulator that was just started.</summary>
    /// <param name="port">Of its AWS endpoint.</param>
    /// <param name="createTokens">Makes so many tokens of an issuer for a subject.</param>
    public static async Task<BenchAccount> CreateAsync(int port, Func<string, string, int, Task<IReadOnlyList<string>>> createTokens, CancellationToken cancellationToken)
    {
        using var admin = new AccountClient(port, AccessKeyId, Secret, null);
        Task<(string, string Body)> SendAsync(string service, string version, string action, params (string, string)[] members) =>
            admin.SendAsync(admin.Query(service, [("Action", action), ("Version", version), .. members], TimeProvider.System.GetUtcNow()), cancellationToken);

        var vpc = Element("vpcId", (await SendAsync("ec2", "2016-11-15", "CreateVpc", ("CidrBlock", "10.0.0.0/16"))).Body);
        var subnets = new List<string>();
        foreach (var (cidr, zone) in new[] { ("10.0.0.0/24", "eu-west-1a"), ("10.0.1.0/24", "eu-west-1b") })
        {
            subnets.Add(Element("subnetId", (await SendAsync("ec2", "2016-11-15", "CreateSubnet", ("VpcId", vpc), ("CidrBlock", cidr), ("AvailabilityZone", zone))).Body));
        }

        Task<(string, string)> CreateRoleAsync(string name, string trust) => SendAsync("iam", "2010-05-08", "CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", trust));
        await CreateRoleAsync("cluster", Trust("""{"Service":"eks.amazonaws.com"}""", "sts:AssumeRole"));
        await CreateRoleAsync("operator", Trust($$"""{"AWS":"{{AccountId}}"}""", "sts:AssumeRole"));
        await SendAsync("iam", "2010-05-08", "PutRolePolicy", ("RoleName", "operator"), ("PolicyName", "bench"), ("PolicyDocument", Policy));
        var network = string.Join(',', subnets.Select(subnet => $"\"{subnet}\""));
        var cluster = $$"""{"name":"bench","roleArn":"arn:aws:iam::{{AccountId}}:role/cluster","accessConfig":{"authenticationMode":"API"},"resourcesVpcConfig":{"subnetIds":[{{network}}]}""" + "}";
        await admin.SendAsync(admin.Eks("POST", "/clusters", cluster, TimeProvider.System.GetUtcNow()), cancellationToken);
        var issuer = await WaitForIssuerAsync(admin, cancellationToken);
        await SendAsync("iam", "2010-05-08", "CreateOpenIDConnectProvider", ("Url", issuer), ("ClientIDList.member.1", "sts.amazonaws.com"));
        var host = issuer["https://".Length..];
        var trust = Trust($$"""{"Federated":"arn:aws:iam::{{AccountId}}:oidc-provider/{{host}}"}""", "sts:AssumeRoleWithWebIdentity", $$"""{"StringEquals":{"{{host}}:sub":"{{Subject}}","{{host}}:aud":"sts.amazonaws.com"} }""");
        await CreateRoleAsync("web", trust);

#pragma warning disable CA2000 // The caller disposes it; below, a fault does.
        var account = new BenchAccount(port, createTokens, issuer, trust);
#pragma warning restore CA2000
        try
        {
            await account.SignInAsync(TimeProvider.System.GetUtcNow(), 1, cancellationToken);
            return account;
        }
        catch
        {
            account.Dispose();
            throw;
        }
    }

    /// <summary>Takes a new session of the caller and new tokens of the service account; they are good for an hour.</summary>
    /// <param name="at">The emulator's time.</param>
    public async Task SignInAsync(DateTimeOffset at, int tokens, CancellationToken cancellationToken)
    {
        using var admin = new AccountClient(_port, AccessKeyId, Secret, null);
        var (_, session) = await admin.SendAsync(
            admin.Query("sts", [("Action", "AssumeRole"), ("Version", "2011-06-15"), ("RoleArn", $"arn:aws:iam::{AccountId}:role/operator"), ("RoleSessionName", "bench")], at),
            cancellationToken);
        _client?.Dispose();
        _client = new AccountClient(_port, Element("AccessKeyId", session), Element("SecretAccessKey", session), Element("SessionToken", session));
        _tokens = await _createTokens(_issuer, Subject, tokens);
    }

    public Task<(string ContentType, string Body)> SendAsync(byte[] raw, CancellationToken cancellationToken) => Client.SendAsync(raw, cancellationToken);

    public byte[] DescribeCluster(DateTimeOffset at) => Client.Eks("GET", "/clusters/bench", "", at);

    public byte[] CreateRole(string name, DateTimeOffset at) => Client.Query(
        "iam",
        [("Action", "CreateRole"), ("Version", "2010-05-08"), ("RoleName", name), ("Path", "/bench/"), ("AssumeRolePolicyDocument", _trust), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "bench")],
        at);

    /// <param name="number">Of the token.</param>
    public byte[] AssumeRoleWithWebIdentity(int number, DateTimeOffset at) => Client.Query(
        null,
        [("Action", "AssumeRoleWithWebIdentity"), ("Version", "2011-06-15"), ("RoleArn", $"arn:aws:iam::{AccountId}:role/web"), ("RoleSessionName", "bench"), ("WebIdentityToken", _tokens[number % _tokens.Count])],
        at);

    public void Dispose() => _client?.Dispose();

    private static async Task<string> WaitForIssuerAsync(AccountClient admin, CancellationToken cancellationToken)
    {
        // Nothing takes time in an emulator that was told so, but the work is done beside the call.
        for (var attempts = 0; attempts < 100; attempts++)
        {
            var (_, cluster) = await admin.SendAsync(admin.Eks("GET", "/clusters/bench", "", TimeProvider.System.GetUtcNow()), cancellationToken);
            if (cluster.Contains("\"ACTIVE\"", StringComparison.Ordinal) && Issuer().Match(cluster) is { Success: true } issuer)
            {
                return issuer.Groups[1].Value;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }

        throw new BenchException("The cluster did not become active.");
    }

    private static string Trust(string principal, string action, string? condition = null) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":"{{action}}"{{(condition is null ? "" : ",\"Condition\":" + condition)}}}]}""";

    private static string Element(string name, string xml) =>
        Regex.Match(xml, $"<{name}>([^<]*)</{name}>") is { Success: true } match ? match.Groups[1].Value : throw new BenchException($"No {name} in: {xml}");

    [GeneratedRegex("\"issuer\":\"(https://[^\"]+)\"")]
    private static partial Regex Issuer();
}
