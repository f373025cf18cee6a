using System.Net;
using System.Text.Json.Nodes;
using Amazon.EKS;
using Amazon.EKS.Model;
using Amazon.IdentityManagement.Model;
using EksIngress.Emulator.Tests.Kubernetes;
using AddonStatus = Amazon.EKS.AddonStatus;

namespace EksIngress.Emulator.Tests.Aws.Eks;

/// <summary>EKS Pod Identity from the association to a session in the pod's process.</summary>
public sealed class PodIdentityTests : IAsyncLifetime
{
    private const string Trust = """{"Effect":"Allow","Principal":{"Service":"pods.eks.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"]}""";
    private const string TokenFile = "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token";

    private readonly ProbeProgram _program = new();
    private AwsTestbed _bed = null!;
    private HttpClient _kubernetes = null!;
    private Role _nodeRole = null!;
    private Role _podRole = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Uri Agent => new(_bed.Emulator.AwsEndpoint, "/_emulator/pod-identity/dev/v1/credentials");

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartWithClustersAsync(_program, Token);
        var cluster = await _bed.CreateClusterAsync();
        _nodeRole = await _bed.CreateNodeRoleAsync("node");
        await _bed.Eks.CreateNodegroupAsync(
            new CreateNodegroupRequest { ClusterName = "dev", NodegroupName = "main", NodeRole = _nodeRole.Arn, Subnets = cluster.ResourcesVpcConfig.SubnetIds }, Token);
        await _bed.WaitForNodegroupAsync(NodegroupStatus.ACTIVE);
        _podRole = await _bed.CreateRoleAsync("pods", Trust);
        await _bed.Eks.CreatePodIdentityAssociationAsync(
            new CreatePodIdentityAssociationRequest { ClusterName = "dev", Namespace = "default", ServiceAccount = "web", RoleArn = _podRole.Arn }, Token);

        var token = new EksTokens { Credentials = await _bed.Administrator.GetCredentialsAsync() };
        _kubernetes = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null } })
        {
            BaseAddress = new Uri(cluster.Endpoint),
            DefaultRequestHeaders = { Authorization = new("Bearer", token.Create()) },
        };
        await PostAsync("/api/v1/namespaces/default/serviceaccounts", """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"web","annotations":{"eks.amazonaws.com/role-arn":"arn:aws:iam::000000000000:role/by-annotation"}}}""");
    }

    public async ValueTask DisposeAsync()
    {
        _kubernetes.Dispose();
        await _bed.DisposeAsync();
    }

    [Fact]
    public async Task Pod_OfAnAssociatedServiceAccount_HasTheRoleInItsSdk()
    {
        await InstallAgentAsync();

        var pod = await PostAsync("/api/v1/namespaces/default/pods", Pod("web-0", "web", "probe:1"));
        var answer = await _program.AnswerAsync(Token);

        Assert.StartsWith("arn:aws:sts::000000000000:assumed-role/pods/eks-dev-web-0-", answer, StringComparison.Ordinal);
        var container = pod["spec"]!["containers"]![0]!;
        var variables = container["env"]!.AsArray().ToDictionary(variable => (string)variable!["name"]!, variable => (string?)variable!["value"]);
        Assert.Equal(Agent.ToString(), variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"]);
        Assert.Equal(TokenFile, variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"]);
        Assert.Equal("eu-west-1", variables["AWS_REGION"]);
        Assert.DoesNotContain("AWS_ROLE_ARN", variables.Keys);
        Assert.Contains(container["volumeMounts"]!.AsArray(), mount => (string?)mount!["name"] == "eks-pod-identity-token" && (bool?)mount["readOnly"] == true);
        var token = pod["spec"]!["volumes"]!.AsArray().First(volume => (string?)volume!["name"] == "eks-pod-identity-token")!["projected"]!["sources"]![0]!["serviceAccountToken"]!;
        Assert.Equal("pods.eks.amazonaws.com", (string?)token["audience"]);
        Assert.Equal(86_400, (int?)token["expirationSeconds"]);
    }

    [Fact]
    public async Task Pod_OfAnotherServiceAccount_GetsNothing()
    {
        await PostAsync("/api/v1/namespaces/default/serviceaccounts", """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"other"}}""");

        var pod = await PostAsync("/api/v1/namespaces/default/pods", Pod("other-0", "other", "none:1"));

        Assert.DoesNotContain(pod["spec"]!["containers"]![0]!["env"]!.AsArray(), variable => ((string)variable!["name"]!).StartsWith("AWS_CONTAINER", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Agent_WithoutItsAddon_SaysHowToInstallIt()
    {
        var (status, text) = await AskAsync(await TokenAsync());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("aws eks create-addon --cluster-name dev --addon-name eks-pod-identity-agent", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agent_EachBrokenLink_IsRefusedByItsName()
    {
        await InstallAgentAsync();
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(await TokenAsync())).Status);
        Assert.Equal((HttpStatusCode.BadRequest, "Service account token cannot be empty\n"), await AskAsync(null));
        await RefusedAsync("InvalidTokenException", await TokenAsync(audience: "sts.amazonaws.com"));
        await RefusedAsync("InvalidTokenException", "no.token.atall");
        await RefusedAsync("InvalidTokenException", new string('x', 20_001));
        await RefusedAsync("ResourceNotFoundException", await TokenAsync(account: "default"));

        await _bed.Iam.UpdateAssumeRolePolicyAsync(new UpdateAssumeRolePolicyRequest { RoleName = "pods", PolicyDocument = AwsTestbed.Document(Trust.Replace("pods.eks", "ec2", StringComparison.Ordinal)) }, Token);
        await RefusedAsync("AccessDeniedException): Unauthorized Exception! EKS does not have permissions to assume the associated role.", await TokenAsync());

        await _bed.Iam.UpdateAssumeRolePolicyAsync(new UpdateAssumeRolePolicyRequest { RoleName = "pods", PolicyDocument = AwsTestbed.Document(Trust) }, Token);
        await _bed.Iam.DetachRolePolicyAsync(new DetachRolePolicyRequest { RoleName = "node", PolicyArn = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy" }, Token);
        await RefusedAsync("is not authorized to perform: eks-auth:AssumeRoleForPodIdentity on resource: arn:aws:eks:eu-west-1:000000000000:cluster/dev", await TokenAsync());
    }

    [Fact]
    public async Task AttachedProcess_WithATokenFile_IsGivenTheAssociationsToken()
    {
        await InstallAgentAsync();
        var file = Path.Combine(_bed.Emulator.Directory, "tokens", "web", "token");
        await using var process = await AttachedPod.StartAsync(_bed.Emulator, "main", tokenFile: file);
        await process.ListenAsync();
        await PostAsync("/api/v1/namespaces/default/pods", Pod("web-1", "web", "attached:1"));
        Assert.Equal("bound", (string?)(await process.ReceiveAsync())["type"]);

        var (status, text) = await AskAsync(await File.ReadAllTextAsync(file, Token));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("ASIA", (string?)JsonNode.Parse(text)!["AccessKeyId"], StringComparison.Ordinal);
        Assert.Equal("000000000000", (string?)JsonNode.Parse(text)!["AccountId"]);
    }

    private static string Pod(string name, string account, string image) =>
        $$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{name}}}"},"spec":{"serviceAccountName":"{{{account}}}","containers":[{"name":"main","image":"{{{image}}}"}]}}""";

    private async Task InstallAgentAsync()
    {
        await _bed.Eks.CreateAddonAsync(new CreateAddonRequest { ClusterName = "dev", AddonName = "eks-pod-identity-agent" }, Token);
        await Eventually.UntilAsync(async () =>
            (await _bed.Eks.DescribeAddonAsync(new DescribeAddonRequest { ClusterName = "dev", AddonName = "eks-pod-identity-agent" }, Token)).Addon.Status == AddonStatus.ACTIVE);
    }

    private async Task<JsonNode> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await _kubernetes.PostAsync(new Uri(path, UriKind.Relative), content, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private async Task<string> TokenAsync(string account = "web", string audience = "pods.eks.amazonaws.com")
    {
        var request = $$$"""{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"audiences":["{{{audience}}}"]}}""";
        return (string)(await PostAsync($"/api/v1/namespaces/default/serviceaccounts/{account}/token", request))["status"]!["token"]!;
    }

    private async Task RefusedAsync(string reason, string token)
    {
        var (status, text) = await AskAsync(token);
        Assert.InRange((int)status, 400, 499);
        Assert.Contains(reason, text, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(string? token)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, Agent);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", token);
        }

        using var response = await client.SendAsync(request, Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }
}
