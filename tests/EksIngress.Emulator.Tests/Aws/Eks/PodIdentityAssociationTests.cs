using Amazon.EKS;
using Amazon.EKS.Model;

namespace EksIngress.Emulator.Tests.Aws.Eks;

/// <summary>Pod identity associations as resources: read, listed, changed, tagged.</summary>
public sealed class PodIdentityAssociationTests : IAsyncLifetime
{
    private const string Trust = """{"Effect":"Allow","Principal":{"Service":"pods.eks.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"]}""";

    private AwsTestbed _bed = null!;
    private string _role = "";
    private PodIdentityAssociation _association = null!;

    private IAmazonEKS Eks => _bed.Eks;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartAsync(Token);
        await _bed.CreateClusterAsync();
        _role = (await _bed.CreateRoleAsync("pods", Trust)).Arn;
        _association = await CreateAsync(Eks, "web");
    }

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task Describe_AnswersWhatWasCreated()
    {
        var found = await DescribeAsync(_association.AssociationId);

        Assert.Equal(("dev", "shop", "web", _role), (found.ClusterName, found.Namespace, found.ServiceAccount, found.RoleArn));
        Assert.Equal($"arn:aws:eks:eu-west-1:000000000000:podidentityassociation/dev/{_association.AssociationId}", found.AssociationArn);
        Assert.Equal("a", found.Tags["team"]);
        Assert.Equal(_association.CreatedAt, found.CreatedAt);
    }

    [Fact]
    public async Task List_ByNamespaceAndAccount_InPages()
    {
        await CreateAsync(Eks, "api");

        var first = await ListAsync(new ListPodIdentityAssociationsRequest { ClusterName = "dev", Namespace = "shop", MaxResults = 1 });
        var rest = await ListAsync(new ListPodIdentityAssociationsRequest { ClusterName = "dev", Namespace = "shop", MaxResults = 1, NextToken = first.NextToken });
        var one = await ListAsync(new ListPodIdentityAssociationsRequest { ClusterName = "dev", Namespace = "shop", ServiceAccount = "api" });

        Assert.Equal(["api", "web"], first.Associations.Concat(rest.Associations).Select(association => association.ServiceAccount).Order(StringComparer.Ordinal));
        Assert.Null(rest.NextToken);
        Assert.Equal("api", Assert.Single(one.Associations).ServiceAccount);
        Assert.Empty((await ListAsync(new ListPodIdentityAssociationsRequest { ClusterName = "dev", Namespace = "other" })).Associations);
    }

    [Fact]
    public async Task Update_Role_IsAnswered()
    {
        var other = (await _bed.CreateRoleAsync("others", Trust)).Arn;

        await UpdateAsync(other);

        Assert.Equal(other, (await DescribeAsync(_association.AssociationId)).RoleArn);
        Assert.Equal("InvalidParameterException: Role provided in the request does not exist.", await Failures.TextAsync(() => UpdateAsync("arn:aws:iam::000000000000:role/nobody")));
    }

    [Fact]
    public async Task Gone_OrNeverThere_IsNotFound()
    {
        var deleted = await Eks.DeletePodIdentityAssociationAsync(new DeletePodIdentityAssociationRequest { ClusterName = "dev", AssociationId = _association.AssociationId }, Token);

        Assert.Equal(_association.AssociationId, deleted.Association.AssociationId);
        Func<Task>[] calls =
        [
            () => DescribeAsync(_association.AssociationId),
            () => Eks.DeletePodIdentityAssociationAsync(new DeletePodIdentityAssociationRequest { ClusterName = "dev", AssociationId = _association.AssociationId }, Token),
            () => UpdateAsync(_role),
            () => Eks.DescribePodIdentityAssociationAsync(new DescribePodIdentityAssociationRequest { ClusterName = "other", AssociationId = "a-x" }, Token),
        ];
        foreach (var call in calls)
        {
            Assert.Equal("ResourceNotFoundException", await Failures.CodeAsync(call));
        }
    }

    /// <summary>Whoever gives pods a role must be allowed to pass it, to EKS Pod Identity and nobody else.</summary>
    [Theory]
    [InlineData("pods.eks.amazonaws.com", true)]
    [InlineData("eks.amazonaws.com", false)]
    [InlineData(null, false)]
    public async Task Create_AndUpdate_NeedPassRole(string? passedTo, bool isAllowed)
    {
        var eks = await PassingAsync(passedTo);
        Task Create() => CreateAsync(eks, "api");
        Task Update() => eks.UpdatePodIdentityAssociationAsync(new UpdatePodIdentityAssociationRequest { ClusterName = "dev", AssociationId = _association.AssociationId, RoleArn = _role }, Token);

        if (isAllowed)
        {
            await Create();
            await Update();
            return;
        }

        foreach (var call in new[] { Create, Update })
        {
            Assert.Equal(
                $"AccessDeniedException: User: arn:aws:iam::000000000000:user/dev is not authorized to perform: iam:PassRole on resource: {_role} because no identity-based policy allows the iam:PassRole action",
                await Failures.TextAsync(call));
        }
    }

    /// <summary>The same for the role that an add-on's service account gets.</summary>
    [Theory]
    [InlineData("eks.amazonaws.com", true)]
    [InlineData("pods.eks.amazonaws.com", false)]
    [InlineData(null, false)]
    public async Task Addon_WithARole_NeedsPassRole(string? passedTo, bool isAllowed)
    {
        var eks = await PassingAsync(passedTo);
        await Eks.CreateAddonAsync(new CreateAddonRequest { ClusterName = "dev", AddonName = "kube-proxy" }, Token);
        Task Create() => eks.CreateAddonAsync(new CreateAddonRequest { ClusterName = "dev", AddonName = "vpc-cni", ServiceAccountRoleArn = _role }, Token);
        Task Update() => eks.UpdateAddonAsync(new UpdateAddonRequest { ClusterName = "dev", AddonName = "kube-proxy", ServiceAccountRoleArn = _role }, Token);

        if (isAllowed)
        {
            await Create();
            await Update();
            return;
        }

        foreach (var call in new[] { Create, Update })
        {
            Assert.Contains($"is not authorized to perform: iam:PassRole on resource: {_role}", await Failures.TextAsync(call), StringComparison.Ordinal);
        }
    }

    /// <summary>A client that may do all in EKS, and pass the role to one service.</summary>
    private async Task<IAmazonEKS> PassingAsync(string? service)
    {
        const string All = """{"Effect":"Allow","Action":"eks:*","Resource":"*"}""";
        var statements = service is null ? All : $$$$"""{"Effect":"Allow","Action":"iam:PassRole","Resource":"{{{{_role}}}}","Condition":{"StringEquals":{"iam:PassedToService":"{{{{service}}}}"}}},""" + All;
        return _bed.EksAs(await _bed.CreateUserAsync("dev", statements));
    }

    private async Task<PodIdentityAssociation> CreateAsync(IAmazonEKS eks, string account) =>
        (await eks.CreatePodIdentityAssociationAsync(
            new CreatePodIdentityAssociationRequest { ClusterName = "dev", Namespace = "shop", ServiceAccount = account, RoleArn = _role, Tags = new Dictionary<string, string> { ["team"] = "a" } }, Token)).Association;

    private async Task<PodIdentityAssociation> DescribeAsync(string id) =>
        (await Eks.DescribePodIdentityAssociationAsync(new DescribePodIdentityAssociationRequest { ClusterName = "dev", AssociationId = id }, Token)).Association;

    private Task<ListPodIdentityAssociationsResponse> ListAsync(ListPodIdentityAssociationsRequest request) => Eks.ListPodIdentityAssociationsAsync(request, Token);

    private Task UpdateAsync(string role) =>
        Eks.UpdatePodIdentityAssociationAsync(new UpdatePodIdentityAssociationRequest { ClusterName = "dev", AssociationId = _association.AssociationId, RoleArn = role }, Token);
}
