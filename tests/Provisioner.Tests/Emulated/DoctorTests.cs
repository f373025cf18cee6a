using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.EKS.Model;
using Amazon.IdentityManagement.Model;
using EksIngress.Provisioner.Aws;
using EksIngress.Testing;
using k8s;
using k8s.Models;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>An environment that was built once; each test breaks one link of its controller's chain and mends it again.</summary>
public sealed class DoctorFixture : IAsyncLifetime
{
    private readonly ProvisionerRun _run = new();
    private readonly HttpClient _http = new();
    private RunningEmulator _emulator = null!;

    public string Name { get; } = "d" + Guid.NewGuid().ToString("N")[..8];

    public string ControllerRole => $"{Name}-eu-west-1-aws-load-balancer-controller";

    internal string Folder => _run.Folder;

    internal string CaFile => Path.Combine(_emulator.Directory, "ca.pem");

    internal AwsClients Aws { get; private set; } = null!;

    internal k8s.Kubernetes Kubernetes { get; private set; } = null!;

    internal string Issuer { get; private set; } = "";

    /// <summary>The policy as it was attached.</summary>
    internal string PolicyDocument { get; private set; } = "";

    private string PolicyArn { get; set; } = "";

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        _emulator = await RunningEmulator.StartAsync(null, token);
        _run.Set("AWS_ENDPOINT_URL", _emulator.AwsEndpoint.AbsoluteUri)
            .Set("AWS_REGION", _emulator.Region)
            .Set("AWS_ACCESS_KEY_ID", _emulator.AccessKeyId)
            .Set("AWS_SECRET_ACCESS_KEY", _emulator.SecretAccessKey)
            .Publish(Specs.Dev with { Name = Name, Workloads = [], Ingresses = [] });
        Aws = Account.Connect(_emulator);
        Assert.True(await _run.RunAsync("apply", _run.Folder) == 0, _run.Output + _run.Error);
        Issuer = (await Aws.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = Name }, token)).Cluster.Identity.Oidc.Issuer;
        Kubernetes = await EmulatedCluster.ConnectAsync(_run, Aws, Name, token);
        PolicyArn = Assert.Single((await Aws.Iam.ListAttachedRolePoliciesAsync(new ListAttachedRolePoliciesRequest { RoleName = ControllerRole }, token)).AttachedPolicies).PolicyArn;
        var version = await Aws.Iam.GetPolicyVersionAsync(new GetPolicyVersionRequest { PolicyArn = PolicyArn, VersionId = "v1" }, token);
        PolicyDocument = Uri.UnescapeDataString(version.PolicyVersion.Document);
    }

    public async ValueTask DisposeAsync()
    {
        Kubernetes?.Dispose();
        Aws?.Dispose();
        await _emulator.DisposeAsync();
        _http.Dispose();
        _run.Dispose();
    }

    /// <summary>
    /// Runs doctor; the exit code says whether the chain holds. The emulator's own explanation, which shares no code with it, must come to
    /// the same verdict.
    /// </summary>
    public async Task<(int Code, JsonNode Answer)> DoctorAsync(params string[] more)
    {
        var code = await _run.RunAsync(["doctor", .. ForCluster(more), "-o", "json"]);
        var answer = JsonNode.Parse(_run.Output.Length > 0 ? _run.Output : throw new InvalidOperationException(_run.Error))!;
        AssertSameVerdict(answer, await ExplainAsync(more));
        return (code, answer);
    }

    /// <summary>What the emulator says, asked for the same subject.</summary>
    public async Task<JsonNode> ExplainAsync(params string[] more)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--cluster-name"] = "cluster",
            ["--namespace"] = "namespace",
            ["--service-account"] = "serviceAccount",
            ["--action"] = "action",
            ["--identity"] = "identity",
        };
        var query = string.Join('&', ForCluster(more).Chunk(2).Select(pair => $"{names[pair[0]]}={Uri.EscapeDataString(pair[1])}"));
        return await GetAsync($"/_emulator/explain/trust?{query}");
    }

    /// <summary>The last denied calls, oldest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> DenialsAsync() => [.. (await GetAsync("/_emulator/explain/denials"))["denials"]!.AsArray().Select(denial => denial!)];

    private async Task<JsonNode> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_emulator.AwsEndpoint, path));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{_emulator.AccessKeyId}:{_emulator.SecretAccessKey}")));
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private static void AssertSameVerdict(JsonNode doctor, JsonNode explained)
    {
        foreach (var member in (string[])["cluster", "subject", "identity", "verdict", "brokenLink"])
        {
            Assert.True(JsonNode.DeepEquals(doctor[member], explained[member]), $"{member}: doctor says {doctor.ToJsonString()}, explain says {explained.ToJsonString()}");
        }

        var (last, explainedLast) = (doctor["links"]!.AsArray()[^1]!, explained["links"]!.AsArray()[^1]!);
        if (doctor["brokenLink"] is not null)
        {
            Assert.NotEmpty(explainedLast["fix"]!.GetValue<string>());
            // Of the calls that are denied both name the same as the first.
            var (expected, explainedExpected) = (last["expected"]!.GetValue<string>(), explainedLast["expected"]!.GetValue<string>());
            if (expected.StartsWith("role ", StringComparison.Ordinal) && expected.Contains(" may ", StringComparison.Ordinal))
            {
                Assert.Equal(expected.Split(' ')[..4], explainedExpected.Split(' ')[..4]);
            }
        }
    }

    public async Task<(int Code, string Text)> DoctorTextAsync(params string[] more) =>
        (await _run.RunAsync(["doctor", .. ForCluster(more)]), _run.Output);

    private string[] ForCluster(string[] arguments) =>
        arguments.Contains("--cluster-name") ? arguments : ["--cluster-name", Name, .. arguments];

    /// <summary>Gives the controller this policy alone.</summary>
    public async Task UsePolicyAsync(string document)
    {
        await Aws.Iam.DetachRolePolicyAsync(new DetachRolePolicyRequest { RoleName = ControllerRole, PolicyArn = PolicyArn });
        await Aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = ControllerRole, PolicyName = "mutated", PolicyDocument = document });
    }

    public async Task RestorePolicyAsync()
    {
        await Aws.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = ControllerRole, PolicyName = "mutated" });
        await Aws.Iam.AttachRolePolicyAsync(new AttachRolePolicyRequest { RoleName = ControllerRole, PolicyArn = PolicyArn });
    }
}

public sealed class DoctorTests(DoctorFixture world) : IClassFixture<DoctorFixture>
{
    private const string Account = "arn:aws:iam::000000000000:";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Doctor_WholeChain_SaysThatItHolds()
    {
        var (code, text) = await world.DoctorTextAsync();

        Assert.Equal(0, code);
        Assert.Contains("The chain holds." + Environment.NewLine, text, StringComparison.Ordinal);
        Assert.DoesNotContain("BROKEN", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_CaFile_WritesTheAuthorityAndSaysHowToTrustIt()
    {
        var file = Path.Combine(world.Folder, "ca-of-the-emulator.pem");

        var (code, text) = await world.DoctorTextAsync("--ca-file", file);

        Assert.Equal(0, code);
        Assert.Equal(await File.ReadAllTextAsync(world.CaFile, Token), await File.ReadAllTextAsync(file, Token));
        Assert.Contains($"curl --cacert {file} https://", text, StringComparison.Ordinal);
        Assert.Contains("update-ca-certificates", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_ServiceAccountWithoutRole_NamesTheAnnotationAndTheCommand()
    {
        var (code, answer) = await world.DoctorAsync("--namespace", "kube-system", "--service-account", "default");

        Assert.Equal(1, code);
        AssertBroken(answer, "annotation", "no such annotation", "kubectl annotate serviceaccount default --namespace kube-system");
    }

    [Fact]
    public async Task Doctor_NoSuchCluster_SaysSo()
    {
        var (code, answer) = await world.DoctorAsync("--cluster-name", "none");

        Assert.Equal(1, code);
        AssertBroken(answer, "cluster", "there is none", "aws eks list-clusters");
    }

    [Fact]
    public async Task Doctor_NoSuchServiceAccount_SaysSo()
    {
        var (_, answer) = await world.DoctorAsync("--service-account", "none");

        AssertBroken(answer, "service account", "there is none of that name", "kubectl create serviceaccount none --namespace kube-system --dry-run=client -o yaml | kubectl apply -f -");
    }

    [Fact]
    public async Task Doctor_ProviderMissingOrWithoutAudience_NamesItAndTheCommand()
    {
        var arn = $"{Account}oidc-provider/{world.Issuer["https://".Length..]}";
        await world.Aws.Iam.DeleteOpenIDConnectProviderAsync(new DeleteOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn }, Token);
        var (_, missing) = await world.DoctorAsync();
        await world.Aws.Iam.CreateOpenIDConnectProviderAsync(new CreateOpenIDConnectProviderRequest { Url = world.Issuer, ClientIDList = ["other"] }, Token);
        var (_, audience) = await world.DoctorAsync();
        await world.Aws.Iam.AddClientIDToOpenIDConnectProviderAsync(
            new AddClientIDToOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn, ClientID = "sts.amazonaws.com" }, Token);

        AssertBroken(missing, "OIDC provider", "the account has none", $"aws iam create-open-id-connect-provider --url {world.Issuer}");
        AssertBroken(audience, "audience", "other", $"aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn {arn}");
        Assert.Equal(0, (await world.DoctorAsync()).Code);
    }

    [Theory]
    [InlineData("other service account", ":aws-load-balancer-controller", ":other", "sub to be system:serviceaccount:kube-system:other, and sent is system:serviceaccount:kube-system:aws-load-balancer-controller")]
    [InlineData("other namespace", ":kube-system:", ":default:", "sub to be system:serviceaccount:default:aws-load-balancer-controller, and sent is system:serviceaccount:kube-system:aws-load-balancer-controller")]
    [InlineData("other audience", "\"sts.amazonaws.com\"", "\"other\"", "aud to be other, and sent is sts.amazonaws.com")]
    [InlineData("other provider", "oidc-provider/oidc.eks", "oidc-provider/x.eks", "its principal is")]
    [InlineData("other action", "sts:AssumeRoleWithWebIdentity", "sts:AssumeRole", "its action is sts:AssumeRole")]
    [InlineData("wildcard to the letter", ":aws-load-balancer-controller", ":*", "wildcards need StringLike")]
    [InlineData("denied", "\"Allow\"", "\"Deny\"", "a statement denies it")]
    public async Task Doctor_TrustPolicyBroken_NamesWhatDoesNotFit(string mutation, string from, string to, string found)
    {
        var role = (await world.Aws.Iam.GetRoleAsync(new GetRoleRequest { RoleName = world.ControllerRole }, Token)).Role;
        var trust = Uri.UnescapeDataString(role.AssumeRolePolicyDocument);
        Assert.Contains(from, trust, StringComparison.Ordinal);
        await TrustAsync(trust.Replace(from, to, StringComparison.Ordinal));

        var (code, answer) = await world.DoctorAsync();
        await TrustAsync(trust);

        Assert.True(code == 1, mutation);
        AssertBroken(answer, "trust policy", found, $"aws iam update-assume-role-policy --role-name {world.ControllerRole}");
    }

    [Theory]
    [InlineData("null", "annotation", "no such annotation")]
    [InlineData("\"arn:aws:iam::111111111111:role/a\"", "annotation", "111111111111")]
    [InlineData("\"arn:aws:iam::000000000000:role/none\"", "role", "there is no such role")]
    public async Task Doctor_AnnotationBroken_SuggestsTheRoleThatTrustsTheAccount(string value, string link, string found)
    {
        var role = $"{Account}role/{world.ControllerRole}";
        await AnnotateAsync(value);

        var (_, answer) = await world.DoctorAsync();
        await AnnotateAsync($"\"{role}\"");

        AssertBroken(answer, link, found, $"eks.amazonaws.com/role-arn={role}");
    }

    [Fact]
    public async Task Doctor_AnnotationChangedAfterThePods_NamesThePod()
    {
        var role = (await world.Aws.Iam.GetRoleAsync(new GetRoleRequest { RoleName = world.ControllerRole }, Token)).Role;
        var copy = (await world.Aws.Iam.CreateRoleAsync(
            new CreateRoleRequest { RoleName = $"{world.Name}-copy", AssumeRolePolicyDocument = Uri.UnescapeDataString(role.AssumeRolePolicyDocument) }, Token)).Role;
        await AnnotateAsync($"\"{copy.Arn}\"");

        var (_, answer) = await world.DoctorAsync();
        await AnnotateAsync($"\"{role.Arn}\"");
        await world.Aws.Iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = copy.RoleName }, Token);

        AssertBroken(answer, "pods", $"has AWS_ROLE_ARN={role.Arn}", "kubectl delete pod aws-load-balancer-controller-");
    }

    /// <summary>Statements of the controller's policy, by their place, and the first call that fails without each.</summary>
    [Fact]
    public async Task Doctor_EachActionOfThePolicyTakenAway_NamesThatCallFirst()
    {
        var document = JsonNode.Parse(world.PolicyDocument)!;
        var mutations = document["Statement"]!.AsArray()
            .SelectMany((statement, place) => Actions(statement!).Select(action => (Place: place, Action: action)))
            .ToList();
        var (checkedCount, unseen) = (0, new List<string>());
        try
        {
            foreach (var (place, action) in mutations)
            {
                var mutated = document.DeepClone();
                var statement = mutated["Statement"]![place]!.AsObject();
                var rest = Actions(statement).Where(other => other != action).ToList();
                if (rest.Count == 0)
                {
                    mutated["Statement"]!.AsArray().RemoveAt(place);
                }
                else
                {
                    statement["Action"] = new JsonArray([.. rest.Select(other => (JsonNode)other)]);
                }

                await world.UsePolicyAsync(mutated.ToJsonString());
                var (code, answer) = await world.DoctorAsync();
                await world.RestorePolicyAsync();
                if (code == 0)
                {
                    unseen.Add(action);
                    continue;
                }

                AssertBroken(answer, "permissions", "no policy of the role allows it", $"aws iam put-role-policy --role-name {world.ControllerRole}");
                Assert.Contains($"may {action} on", Expected(answer), StringComparison.Ordinal);
                checkedCount++;
            }
        }
        finally
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{checkedCount} mutations named; not among the controller's calls: {string.Join(", ", unseen)}");
        }

        Assert.True(checkedCount >= 60, $"{checkedCount} mutations were named.");
    }

    [Fact]
    public async Task Explain_PolicyLost_SaysOnePolicyThatMendsAllRequests()
    {
        await world.UsePolicyAsync("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}""");

        var broken = await world.ExplainAsync();
        var fix = broken["links"]!.AsArray()[^1]!["fix"]!.GetValue<string>();
        var document = fix[(fix.IndexOf("'{", StringComparison.Ordinal) + 1)..fix.LastIndexOf('\'')];
        await world.Aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = world.ControllerRole, PolicyName = "missing-permission", PolicyDocument = document }, Token);
        var mended = await world.ExplainAsync();
        await world.Aws.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = world.ControllerRole, PolicyName = "missing-permission" }, Token);
        await world.RestorePolicyAsync();

        Assert.Equal(("permissions", "holds"), (broken["brokenLink"]!.GetValue<string>(), mended["verdict"]!.GetValue<string>()));
        Assert.StartsWith($"aws iam put-role-policy --role-name {world.ControllerRole} --policy-name missing-permission", fix, StringComparison.Ordinal);
        Assert.InRange(document.Length, 2000, 10_240);
    }

    // Inline policies of a role have 10,240 characters: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    [Fact]
    public async Task Doctor_PolicyLost_SaysOnePolicyThatMendsAllCalls()
    {
        await world.UsePolicyAsync("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}""");

        var (_, answer) = await world.DoctorAsync();
        AssertBroken(answer, "permissions", "no policy of the role allows it (", "put-role-policy");
        var fix = answer["links"]!.AsArray()[^1]!["fix"]!.GetValue<string>();
        var document = fix[(fix.IndexOf("'{", StringComparison.Ordinal) + 1)..fix.LastIndexOf('\'')];
        await world.Aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = world.ControllerRole, PolicyName = "missing-permission", PolicyDocument = document }, Token);
        var (code, _) = await world.DoctorAsync();
        await world.Aws.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = world.ControllerRole, PolicyName = "missing-permission" }, Token);
        await world.RestorePolicyAsync();

        Assert.Equal(0, code);
        Assert.InRange(document.Length, 2000, 10_240);
    }

    [Fact]
    public async Task Doctor_ConditionsOfThePolicyBroken_NamesTheCallWithItsKeys()
    {
        var mutated = world.PolicyDocument.Replace("elbv2.k8s.aws/cluster", "elbv2.k8s.aws/clusters", StringComparison.Ordinal);
        await world.UsePolicyAsync(mutated);

        var (_, answer) = await world.DoctorAsync();
        await world.RestorePolicyAsync();

        AssertBroken(answer, "permissions", "no policy of the role allows it", "\"StringEquals\"");
        Assert.Contains("with aws:RequestTag/elbv2.k8s.aws/cluster=", Expected(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_ExplicitDeny_NamesPolicyAndLine()
    {
        await world.Aws.Iam.PutRolePolicyAsync(
            new PutRolePolicyRequest
            {
                RoleName = world.ControllerRole,
                PolicyName = "no-rules",
                PolicyDocument = "{\"Version\":\"2012-10-17\",\n\"Statement\":[\n{\"Effect\":\"Deny\",\"Action\":\"elasticloadbalancing:CreateRule\",\"Resource\":\"*\"}]}",
            },
            Token);

        var (_, answer) = await world.DoctorAsync();
        await world.Aws.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = world.ControllerRole, PolicyName = "no-rules" }, Token);

        AssertBroken(answer, "permissions", "policy no-rules, line 3, denies it", "take the Deny out of policy no-rules");
    }

    private static void AssertBroken(JsonNode answer, string link, string found, string fix)
    {
        Assert.Equal(link, answer["brokenLink"]?.GetValue<string>());
        var last = answer["links"]!.AsArray()[^1]!;
        Assert.Contains(found, last["found"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains(fix, last["fix"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static string Expected(JsonNode answer) => answer["links"]!.AsArray()[^1]!["expected"]!.GetValue<string>();

    private static List<string> Actions(JsonNode statement) =>
        statement["Action"] is JsonArray actions ? [.. actions.Select(action => action!.GetValue<string>())] : [statement["Action"]!.GetValue<string>()];

    private Task TrustAsync(string document) =>
        world.Aws.Iam.UpdateAssumeRolePolicyAsync(new UpdateAssumeRolePolicyRequest { RoleName = world.ControllerRole, PolicyDocument = document }, Token);

    private Task AnnotateAsync(string value) =>
        world.Kubernetes.CoreV1.PatchNamespacedServiceAccountAsync(
            new V1Patch("""{"metadata":{"annotations":{"eks.amazonaws.com/role-arn":VALUE}}}""".Replace("VALUE", value, StringComparison.Ordinal), V1Patch.PatchType.MergePatch),
            "aws-load-balancer-controller",
            "kube-system",
            cancellationToken: Token);
}
