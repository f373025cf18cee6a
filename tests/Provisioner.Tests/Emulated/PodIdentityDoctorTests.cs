using System.Text.Json.Nodes;
using Amazon.EKS.Model;
using Amazon.IdentityManagement.Model;
using EksIngress.Provisioner.Aws;
using k8s;
using k8s.Models;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>A cluster in which the service account shop/cart has a role by EKS Pod Identity, and a pod that got it.</summary>
public sealed class PodIdentityFixture : IAsyncLifetime
{
    public const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"pods.eks.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"]}]}""";
    public const string Permissions = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/kubernetes-namespace":"shop"}}}]}""";

    public DoctorFixture World { get; } = new();

    public string Role => $"{World.Name}-cart";

    internal AwsClients Aws => World.Aws;

    internal string NodeRole { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        await World.InitializeAsync();
        await Aws.Iam.CreateRoleAsync(new CreateRoleRequest { RoleName = Role, AssumeRolePolicyDocument = Trust }, token);
        await Aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = Role, PolicyName = "cart", PolicyDocument = Permissions }, token);
        var group = (await Aws.Eks.ListNodegroupsAsync(new ListNodegroupsRequest { ClusterName = World.Name }, token)).Nodegroups[0];
        NodeRole = (await Aws.Eks.DescribeNodegroupAsync(new DescribeNodegroupRequest { ClusterName = World.Name, NodegroupName = group }, token)).Nodegroup.NodeRole.Split('/')[^1];
        await World.Kubernetes.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = "shop" } }, cancellationToken: token);
        await World.Kubernetes.CoreV1.CreateNamespacedServiceAccountAsync(new V1ServiceAccount { Metadata = new V1ObjectMeta { Name = "cart" } }, "shop", cancellationToken: token);
        await InstallAgentAsync();
        await AssociateAsync();
        await StartPodAsync("cart-0");
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    public Task<(int Code, JsonNode Answer)> DoctorAsync(params string[] more) =>
        World.DoctorAsync(["--namespace", "shop", "--service-account", "cart", "--action", "s3:GetObject", .. more]);

    internal async Task<string> AssociateAsync() =>
        (await Aws.Eks.CreatePodIdentityAssociationAsync(
            new CreatePodIdentityAssociationRequest { ClusterName = World.Name, Namespace = "shop", ServiceAccount = "cart", RoleArn = $"arn:aws:iam::000000000000:role/{Role}" })).Association.AssociationId;

    internal async Task<string> FindAssociationAsync() =>
        Assert.Single((await Aws.Eks.ListPodIdentityAssociationsAsync(new ListPodIdentityAssociationsRequest { ClusterName = World.Name })).Associations).AssociationId;

    internal async Task DissociateAsync() =>
        await Aws.Eks.DeletePodIdentityAssociationAsync(new DeletePodIdentityAssociationRequest { ClusterName = World.Name, AssociationId = await FindAssociationAsync() });

    internal async Task InstallAgentAsync()
    {
        await Aws.Eks.CreateAddonAsync(new CreateAddonRequest { ClusterName = World.Name, AddonName = "eks-pod-identity-agent" });
        await WaitForAgentAsync(found => found?.Status == Amazon.EKS.AddonStatus.ACTIVE);
    }

    internal async Task RemoveAgentAsync()
    {
        await Aws.Eks.DeleteAddonAsync(new DeleteAddonRequest { ClusterName = World.Name, AddonName = "eks-pod-identity-agent" });
        await WaitForAgentAsync(found => found is null);
    }

    internal Task StartPodAsync(string name, params V1EnvVar[] variables) =>
        World.Kubernetes.CoreV1.CreateNamespacedPodAsync(
            new V1Pod
            {
                Metadata = new V1ObjectMeta { Name = name },
                Spec = new V1PodSpec { ServiceAccountName = "cart", Containers = [new V1Container { Name = "main", Image = "cart:1", Env = variables }] },
            },
            "shop");

    internal Task StopPodAsync(string name) => World.Kubernetes.CoreV1.DeleteNamespacedPodAsync(name, "shop", new V1DeleteOptions { GracePeriodSeconds = 0 });

    private async Task WaitForAgentAsync(Func<Addon?, bool> isThere)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isThere(await FindAgentAsync(deadline.Token)))
        {
            // The next call tells.
        }
    }

    private async Task<Addon?> FindAgentAsync(CancellationToken token)
    {
        try
        {
            return (await Aws.Eks.DescribeAddonAsync(new DescribeAddonRequest { ClusterName = World.Name, AddonName = "eks-pod-identity-agent" }, token)).Addon;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }
}

/// <summary>
/// Each link of the chain of EKS Pod Identity, broken in turn and mended again. The emulator's own explanation must come to the same
/// verdict each time.
/// </summary>
public sealed class PodIdentityDoctorTests(PodIdentityFixture bed) : IClassFixture<PodIdentityFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Doctor_WholeChain_GoesByTheAssociationAndHolds()
    {
        var (code, answer) = await bed.DoctorAsync();

        Assert.True(code == 0, answer.ToJsonString());
        Assert.Equal("pod-identity", (string?)answer["identity"]);
        Assert.Equal(
            ["cluster", "service account", "association", "agent", "node role", "role", "trust policy", "pods", "permissions"],
            answer["links"]!.AsArray().Select(link => (string?)link!["name"]));
        Assert.All(answer["links"]!.AsArray(), link => Assert.Equal("ok", (string?)link!["state"]));
        Assert.Equal(
            ["cluster", "service account", "association", "agent", "node role", "role", "trust policy", "pods", "permissions"],
            (await bed.World.ExplainAsync("--namespace", "shop", "--service-account", "cart"))["links"]!.AsArray().Select(link => (string?)link!["name"]));
    }

    [Fact]
    public async Task Doctor_NoSuchServiceAccount_SaysSo()
    {
        var (_, answer) = await bed.World.DoctorAsync("--namespace", "shop", "--service-account", "none", "--identity", "pod-identity");

        AssertBroken(answer, "service account", "there is none of that name", "kubectl create serviceaccount none --namespace shop --dry-run=client -o yaml | kubectl apply -f -");
    }

    [Fact]
    public async Task Doctor_NoAssociation_NamesTheOthersAndTheRoleThatWouldDo()
    {
        var (_, other) = await bed.World.DoctorAsync("--namespace", "shop", "--service-account", "default", "--identity", "pod-identity");
        await bed.DissociateAsync();
        var (_, none) = await bed.DoctorAsync("--identity", "pod-identity");
        var (_, irsa) = await bed.DoctorAsync();
        await bed.AssociateAsync();

        AssertBroken(other, "association", "the cluster has those of shop/cart", "--service-account default --role-arn");
        AssertBroken(
            none,
            "association",
            "the cluster has none",
            $"aws eks create-pod-identity-association --cluster-name {bed.World.Name} --namespace shop --service-account cart --role-arn arn:aws:iam::000000000000:role/{bed.Role}");
        AssertBroken(irsa, "annotation", "no pod identity association", "kubectl annotate serviceaccount cart --namespace shop");
    }

    [Fact]
    public async Task Doctor_AgentMissing_NamesTheAddon()
    {
        await bed.RemoveAgentAsync();
        var (_, answer) = await bed.DoctorAsync();
        await bed.InstallAgentAsync();

        AssertBroken(answer, "agent", "the cluster does not have it", $"aws eks create-addon --cluster-name {bed.World.Name} --addon-name eks-pod-identity-agent");
    }

    [Fact]
    public async Task Doctor_NodeRoleMayNotAsk_NamesTheNodeRole()
    {
        const string Policy = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy";
        await bed.Aws.Iam.DetachRolePolicyAsync(new DetachRolePolicyRequest { RoleName = bed.NodeRole, PolicyArn = Policy }, Token);
        var (_, answer) = await bed.DoctorAsync();
        await bed.Aws.Iam.AttachRolePolicyAsync(new AttachRolePolicyRequest { RoleName = bed.NodeRole, PolicyArn = Policy }, Token);

        AssertBroken(answer, "node role", "", $"aws iam put-role-policy --role-name {bed.NodeRole}");
        Assert.Contains($"role {bed.NodeRole} may eks-auth:AssumeRoleForPodIdentity on arn:aws:eks:eu-west-1:000000000000:cluster/{bed.World.Name}", Last(answer, "expected"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_RoleGone_NamesTheAssociationToChange()
    {
        var id = await bed.FindAssociationAsync();
        var gone = (await bed.Aws.Iam.CreateRoleAsync(new CreateRoleRequest { RoleName = $"{bed.World.Name}-gone", AssumeRolePolicyDocument = PodIdentityFixture.Trust }, Token)).Role;
        await bed.Aws.Eks.UpdatePodIdentityAssociationAsync(new UpdatePodIdentityAssociationRequest { ClusterName = bed.World.Name, AssociationId = id, RoleArn = gone.Arn }, Token);
        await bed.Aws.Iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = gone.RoleName }, Token);

        var (_, answer) = await bed.DoctorAsync();
        var mended = $"arn:aws:iam::000000000000:role/{bed.Role}";
        await bed.Aws.Eks.UpdatePodIdentityAssociationAsync(new UpdatePodIdentityAssociationRequest { ClusterName = bed.World.Name, AssociationId = id, RoleArn = mended }, Token);

        AssertBroken(answer, "role", "there is no such role", $"aws eks update-pod-identity-association --cluster-name {bed.World.Name} --association-id {id} --role-arn {mended}");
    }

    [Theory]
    [InlineData("other service", "pods.eks.amazonaws.com", "ec2.amazonaws.com", "sts:AssumeRole for", "ec2.amazonaws.com")]
    [InlineData("no sessions with tags", ",\"sts:TagSession\"", "", "sts:TagSession for", "sts:AssumeRole")]
    [InlineData("denied", "\"Allow\"", "\"Deny\"", "sts:AssumeRole for", "denies it")]
    [InlineData("other namespace", "]}]}", """],"Condition":{"StringEquals":{"aws:RequestTag/kubernetes-namespace":"other"}}}]}""", "sts:AssumeRole for", "aws:RequestTag/kubernetes-namespace")]
    [InlineData("other account", "]}]}", """],"Condition":{"StringEquals":{"aws:SourceAccount":"111111111111"}}}]}""", "sts:AssumeRole for", "aws:SourceAccount")]
    [InlineData("other cluster", "]}]}", """],"Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:eks:*:*:cluster/other"}}}]}""", "sts:AssumeRole for", "aws:SourceArn")]
    [InlineData("tags of others", "]}]}", """],"Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}}]}""", "sts:AssumeRole for", "aws:TagKeys")]
    public async Task Doctor_TrustPolicyBroken_NamesWhatDoesNotFit(string mutation, string from, string to, string expected, string found)
    {
        Assert.Contains(from, PodIdentityFixture.Trust, StringComparison.Ordinal);
        await TrustAsync(PodIdentityFixture.Trust.Replace(from, to, StringComparison.Ordinal));
        var (code, answer) = await bed.DoctorAsync();
        var explained = await bed.World.ExplainAsync("--namespace", "shop", "--service-account", "cart");
        await TrustAsync(PodIdentityFixture.Trust);

        Assert.True(code == 1, mutation);
        AssertBroken(answer, "trust policy", found, $"aws iam update-assume-role-policy --role-name {bed.Role} --policy-document '{PodIdentityFixture.Trust}'");
        AssertBroken(explained, "trust policy", found, $"aws iam update-assume-role-policy --role-name {bed.Role} --policy-document '{PodIdentityFixture.Trust}'");
        Assert.StartsWith(expected, Last(answer, "expected"), StringComparison.Ordinal);
        Assert.StartsWith(expected, Last(explained, "expected"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:RequestTag/kubernetes-namespace":"shop","aws:RequestTag/kubernetes-service-account":"cart","aws:RequestTag/kubernetes-pod-name":"cart-0"}}""")]
    [InlineData("""{"ArnLike":{"aws:SourceArn":"arn:aws:eks:*:000000000000:cluster/*"},"StringEquals":{"aws:SourceAccount":"000000000000"}}""")]
    public async Task Doctor_TrustPolicyWithConditionsThatFit_Holds(string condition)
    {
        await TrustAsync(PodIdentityFixture.Trust.Replace("]}]}", $$"""],"Condition":{{condition}}}]}""", StringComparison.Ordinal));
        var (code, answer) = await bed.DoctorAsync();
        await TrustAsync(PodIdentityFixture.Trust);

        Assert.True(code == 0, answer.ToJsonString());
    }

    [Fact]
    public async Task Doctor_SessionTagsOff_TagSessionIsNotNeededAndTagsAreNotThere()
    {
        var id = await bed.FindAssociationAsync();
        await TrustAsync(PodIdentityFixture.Trust.Replace(",\"sts:TagSession\"", "", StringComparison.Ordinal));
        await bed.Aws.Eks.UpdatePodIdentityAssociationAsync(new UpdatePodIdentityAssociationRequest { ClusterName = bed.World.Name, AssociationId = id, DisableSessionTags = true }, Token);
        var (_, answer) = await bed.DoctorAsync();
        await bed.Aws.Eks.UpdatePodIdentityAssociationAsync(new UpdatePodIdentityAssociationRequest { ClusterName = bed.World.Name, AssociationId = id, DisableSessionTags = false }, Token);
        await TrustAsync(PodIdentityFixture.Trust);

        // The role's policy asks for a tag that sessions do not carry now.
        AssertBroken(answer, "permissions", "", $"aws iam put-role-policy --role-name {bed.Role}");
    }

    [Fact]
    public async Task Doctor_PodFromBeforeTheAssociation_NamesThePod()
    {
        await bed.DissociateAsync();
        await bed.StartPodAsync("cart-old");
        await bed.AssociateAsync();
        var (_, answer) = await bed.DoctorAsync();
        await bed.StopPodAsync("cart-old");

        AssertBroken(answer, "pods", "pod cart-old has no AWS_CONTAINER_CREDENTIALS_FULL_URI", "kubectl delete pod cart-old --namespace shop");
    }

    [Fact]
    public async Task Doctor_PodWithAKeyOfItsOwn_NamesIt()
    {
        await bed.StartPodAsync("cart-key", new V1EnvVar { Name = "AWS_ACCESS_KEY_ID", Value = "AKIAEXAMPLE" });
        var (_, answer) = await bed.DoctorAsync();
        await bed.StopPodAsync("cart-key");

        AssertBroken(answer, "pods", "pod cart-key has an AWS_ACCESS_KEY_ID of its own in container main, which SDKs take first", "kubectl delete pod cart-key");
    }

    [Fact]
    public async Task Doctor_NoPod_SaysSo()
    {
        await bed.StopPodAsync("cart-0");
        var (_, answer) = await bed.DoctorAsync();
        await bed.StartPodAsync("cart-0");

        AssertBroken(answer, "pods", "there is none", "kubectl get deployments --namespace shop");
    }

    [Theory]
    [InlineData("\"s3:GetObject\"", "\"s3:PutObject\"", "no policy of the role allows it")]
    [InlineData("namespace\":\"shop\"", "namespace\":\"other\"", "no policy of the role allows it")]
    [InlineData("\"Allow\"", "\"Deny\"", "policy cart, line 1")]
    public async Task Doctor_PermissionsBroken_NamesTheCall(string from, string to, string found)
    {
        Assert.Contains(from, PodIdentityFixture.Permissions, StringComparison.Ordinal);
        await PermitAsync(PodIdentityFixture.Permissions.Replace(from, to, StringComparison.Ordinal));
        var (_, answer) = await bed.DoctorAsync();
        await PermitAsync(PodIdentityFixture.Permissions);

        AssertBroken(answer, "permissions", found, "");
        Assert.StartsWith($"role {bed.Role} may s3:GetObject on *", Last(answer, "expected"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_ClusterWithoutNodes_SaysThatTheAgentRunsNowhere()
    {
        var cluster = (await bed.Aws.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = bed.World.Name }, Token)).Cluster;
        var name = $"{bed.World.Name}-empty";
        await bed.Aws.Eks.CreateClusterAsync(
            new CreateClusterRequest
            {
                Name = name,
                RoleArn = cluster.RoleArn,
                ResourcesVpcConfig = new VpcConfigRequest { SubnetIds = cluster.ResourcesVpcConfig.SubnetIds },
                AccessConfig = new CreateAccessConfigRequest { AuthenticationMode = Amazon.EKS.AuthenticationMode.API, BootstrapClusterCreatorAdminPermissions = true },
            },
            Token);
        while ((await bed.Aws.Eks.DescribeClusterAsync(new DescribeClusterRequest { Name = name }, Token)).Cluster.Status != Amazon.EKS.ClusterStatus.ACTIVE)
        {
            // The next call tells.
        }

        await bed.Aws.Eks.CreatePodIdentityAssociationAsync(
            new CreatePodIdentityAssociationRequest { ClusterName = name, Namespace = "default", ServiceAccount = "default", RoleArn = $"arn:aws:iam::000000000000:role/{bed.Role}" }, Token);
        await bed.Aws.Eks.CreateAddonAsync(new CreateAddonRequest { ClusterName = name, AddonName = "eks-pod-identity-agent" }, Token);

        var (_, answer) = await bed.World.DoctorAsync("--cluster-name", name, "--namespace", "default", "--service-account", "default");

        AssertBroken(answer, "agent", "the cluster has none", $"aws eks list-nodegroups --cluster-name {name}");
    }

    private static void AssertBroken(JsonNode answer, string link, string found, string fix)
    {
        Assert.True(link == (string?)answer["brokenLink"], answer.ToJsonString());
        Assert.Contains(found, Last(answer, "found"), StringComparison.Ordinal);
        Assert.Contains(fix, Last(answer, "fix"), StringComparison.Ordinal);
    }

    private static string Last(JsonNode answer, string member) => answer["links"]!.AsArray()[^1]![member]!.GetValue<string>();

    private Task TrustAsync(string document) =>
        bed.Aws.Iam.UpdateAssumeRolePolicyAsync(new UpdateAssumeRolePolicyRequest { RoleName = bed.Role, PolicyDocument = document }, Token);

    private Task PermitAsync(string document) =>
        bed.Aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = bed.Role, PolicyName = "cart", PolicyDocument = document }, Token);
}
