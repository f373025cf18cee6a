using Amazon.EC2.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;

namespace EksIngress.Emulator.Tests.Aws.Iam;

/// <summary>A permissions boundary that is taken away no longer limits.</summary>
public sealed class BoundaryTests : IAsyncLifetime
{
    private const string Boundary = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy";

    private AwsTestbed _bed = null!;

    private IAmazonIdentityManagementService Iam => _bed.Iam;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bed = await AwsTestbed.StartAsync(Token);

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [Fact]
    public async Task User_WithoutItsBoundary_MayWhatItsPoliciesAllow()
    {
        var ec2 = _bed.Ec2As(await _bed.CreateUserAsync("dev", """{"Effect":"Allow","Action":"ec2:*","Resource":"*"}"""));
        await Iam.PutUserPermissionsBoundaryAsync(new PutUserPermissionsBoundaryRequest { UserName = "dev", PermissionsBoundary = Boundary }, Token);
        Task Look() => ec2.DescribeVpcsAsync(new DescribeVpcsRequest(), Token);
        Task Delete() => Iam.DeleteUserPermissionsBoundaryAsync(new DeleteUserPermissionsBoundaryRequest { UserName = "dev" }, Token);

        Assert.Equal("UnauthorizedOperation", await Failures.CodeAsync(Look));
        Assert.Equal(Boundary, (await Iam.GetUserAsync(new GetUserRequest { UserName = "dev" }, Token)).User.PermissionsBoundary.PermissionsBoundaryArn);
        await Delete();

        await Look();
        Assert.Null((await Iam.GetUserAsync(new GetUserRequest { UserName = "dev" }, Token)).User.PermissionsBoundary);
        Assert.Equal("NoSuchEntity: User dev does not have a permissions boundary.", await Failures.TextAsync(Delete));
        Assert.Equal("NoSuchEntity", await Failures.CodeAsync(() => Iam.DeleteUserPermissionsBoundaryAsync(new DeleteUserPermissionsBoundaryRequest { UserName = "nobody" }, Token)));
    }

    [Fact]
    public async Task Role_WithoutItsBoundary_MayWhatItsPoliciesAllow()
    {
        var role = await _bed.CreateRoleAsync("r", """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"sts:AssumeRole"}""", """{"Effect":"Allow","Action":"ec2:*","Resource":"*"}""");
        await Iam.PutRolePermissionsBoundaryAsync(new PutRolePermissionsBoundaryRequest { RoleName = "r", PermissionsBoundary = Boundary }, Token);
        var session = (await _bed.Sts.AssumeRoleAsync(new Amazon.SecurityToken.Model.AssumeRoleRequest { RoleArn = role.Arn, RoleSessionName = "session" }, Token)).Credentials;
        var ec2 = _bed.Ec2As(session);
        Task Look() => ec2.DescribeVpcsAsync(new DescribeVpcsRequest(), Token);
        Task Delete() => Iam.DeleteRolePermissionsBoundaryAsync(new DeleteRolePermissionsBoundaryRequest { RoleName = "r" }, Token);

        Assert.Equal("UnauthorizedOperation", await Failures.CodeAsync(Look));
        await Delete();

        // The session that was there before is no longer limited, either.
        await Look();
        Assert.Equal("NoSuchEntity: Role r does not have a permissions boundary.", await Failures.TextAsync(Delete));
        Assert.Equal("NoSuchEntity: The role with name nobody cannot be found.", await Failures.TextAsync(() => Iam.DeleteRolePermissionsBoundaryAsync(new DeleteRolePermissionsBoundaryRequest { RoleName = "nobody" }, Token)));
    }

    [Fact]
    public async Task Role_LinkedToAService_KeepsWhatItHas()
    {
        var name = (await Iam.CreateServiceLinkedRoleAsync(new CreateServiceLinkedRoleRequest { AWSServiceName = "eks.amazonaws.com" }, Token)).Role.RoleName;

        Assert.Equal("UnmodifiableEntity", await Failures.CodeAsync(() => Iam.DeleteRolePermissionsBoundaryAsync(new DeleteRolePermissionsBoundaryRequest { RoleName = name }, Token)));
        Assert.Equal("UnmodifiableEntity", await Failures.CodeAsync(() => Iam.UpdateRoleAsync(new UpdateRoleRequest { RoleName = name, Description = "mine" }, Token)));
        Assert.Equal("UnmodifiableEntity", await Failures.CodeAsync(() => Iam.UpdateRoleDescriptionAsync(new UpdateRoleDescriptionRequest { RoleName = name, Description = "mine" }, Token)));
    }
}
