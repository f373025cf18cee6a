using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;

namespace EksIngress.Emulator.Tests.Aws.Iam;

/// <summary>Groups, and what membership gives a user.</summary>
public sealed class GroupTests : IAsyncLifetime
{
    private const string ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    private static readonly string s_createUsers = AwsTestbed.Document("""{"Effect":"Allow","Action":"iam:CreateUser","Resource":"*"}""");

    private AwsTestbed _bed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IAmazonIdentityManagementService Iam => _bed.Iam;

    public async ValueTask InitializeAsync() => _bed = await AwsTestbed.StartAsync(Token);

    public async ValueTask DisposeAsync() => await _bed.DisposeAsync();

    [Fact]
    public async Task Member_MayWhatTheGroupMay_UntilItLeaves()
    {
        var member = await CreateUserAsync("dev");
        await Iam.CreateGroupAsync(new CreateGroupRequest { GroupName = "team", Path = "/a/" }, Token);
        await Iam.AttachGroupPolicyAsync(new AttachGroupPolicyRequest { GroupName = "team", PolicyArn = ReadOnly }, Token);
        await Iam.PutGroupPolicyAsync(new PutGroupPolicyRequest { GroupName = "team", PolicyName = "users", PolicyDocument = s_createUsers }, Token);
        await DeniedAsync(() => member.ListUsersAsync(Token));

        await Iam.AddUserToGroupAsync(new AddUserToGroupRequest { GroupName = "team", UserName = "dev" }, Token);
        await member.ListUsersAsync(Token);
        await member.CreateUserAsync(new CreateUserRequest { UserName = "other" }, Token);

        await Iam.RemoveUserFromGroupAsync(new RemoveUserFromGroupRequest { GroupName = "team", UserName = "dev" }, Token);
        await DeniedAsync(() => member.ListUsersAsync(Token));
    }

    [Fact]
    public async Task Group_WithDependents_IsDeletedWhenTheyAreGone()
    {
        await Iam.CreateUserAsync(new CreateUserRequest { UserName = "dev" }, Token);
        var group = (await Iam.CreateGroupAsync(new CreateGroupRequest { GroupName = "team" }, Token)).Group;
        await Assert.ThrowsAsync<EntityAlreadyExistsException>(() => Iam.CreateGroupAsync(new CreateGroupRequest { GroupName = "TEAM" }, Token));
        await Iam.AddUserToGroupAsync(new AddUserToGroupRequest { GroupName = "team", UserName = "dev" }, Token);
        await Iam.AttachGroupPolicyAsync(new AttachGroupPolicyRequest { GroupName = "team", PolicyArn = ReadOnly }, Token);
        await Iam.PutGroupPolicyAsync(new PutGroupPolicyRequest { GroupName = "team", PolicyName = "users", PolicyDocument = s_createUsers }, Token);

        var inGroup = await Assert.ThrowsAsync<DeleteConflictException>(() => Iam.DeleteUserAsync(new DeleteUserRequest { UserName = "dev" }, Token));
        var members = await Assert.ThrowsAsync<DeleteConflictException>(() => DeleteAsync());
        Assert.Equal("dev", Assert.Single((await Iam.GetGroupAsync(new GetGroupRequest { GroupName = "team" }, Token)).Users).UserName);
        Assert.Equal(group.Arn, Assert.Single((await Iam.ListGroupsForUserAsync(new ListGroupsForUserRequest { UserName = "dev" }, Token)).Groups).Arn);
        await Iam.RemoveUserFromGroupAsync(new RemoveUserFromGroupRequest { GroupName = "team", UserName = "dev" }, Token);
        var attached = await Assert.ThrowsAsync<DeleteConflictException>(() => DeleteAsync());
        await Iam.DetachGroupPolicyAsync(new DetachGroupPolicyRequest { GroupName = "team", PolicyArn = ReadOnly }, Token);
        var inline = await Assert.ThrowsAsync<DeleteConflictException>(() => DeleteAsync());
        await Iam.DeleteGroupPolicyAsync(new DeleteGroupPolicyRequest { GroupName = "team", PolicyName = "users" }, Token);
        await DeleteAsync();

        Assert.StartsWith("AGPA", group.GroupId, StringComparison.Ordinal);
        Assert.Equal("Cannot delete entity, must remove users from group first.", inGroup.Message);
        Assert.Equal("Cannot delete entity, must remove users from group first.", members.Message);
        Assert.Equal("Cannot delete entity, must detach all policies first.", attached.Message);
        Assert.Equal("Cannot delete entity, must delete policies first.", inline.Message);
        await Assert.ThrowsAsync<NoSuchEntityException>(() => Iam.GetGroupAsync(new GetGroupRequest { GroupName = "team" }, Token));
    }

    [Fact]
    public async Task Renamed_Group_KeepsItsMembersAndPolicies()
    {
        var member = await CreateUserAsync("dev");
        await Iam.CreateGroupAsync(new CreateGroupRequest { GroupName = "team" }, Token);
        await Iam.AddUserToGroupAsync(new AddUserToGroupRequest { GroupName = "team", UserName = "dev" }, Token);
        await Iam.AttachGroupPolicyAsync(new AttachGroupPolicyRequest { GroupName = "team", PolicyArn = ReadOnly }, Token);

        await Iam.UpdateGroupAsync(new UpdateGroupRequest { GroupName = "team", NewGroupName = "crew", NewPath = "/b/" }, Token);
        await member.ListUsersAsync(Token);

        Assert.Equal("arn:aws:iam::000000000000:group/b/crew", (await Iam.GetGroupAsync(new GetGroupRequest { GroupName = "crew" }, Token)).Group.Arn);
        Assert.Equal("ReadOnlyAccess", Assert.Single((await Iam.ListAttachedGroupPoliciesAsync(new ListAttachedGroupPoliciesRequest { GroupName = "crew" }, Token)).AttachedPolicies).PolicyName);
    }

    [Fact]
    public async Task User_InTenGroups_ComesIntoNoOther()
    {
        await CreateUserAsync("dev");
        for (var number = 0; number < 10; number++)
        {
            await Iam.CreateGroupAsync(new CreateGroupRequest { GroupName = $"g{number}" }, Token);
            await Iam.AddUserToGroupAsync(new AddUserToGroupRequest { GroupName = $"g{number}", UserName = "dev" }, Token);
        }

        await Iam.CreateGroupAsync(new CreateGroupRequest { GroupName = "g10" }, Token);
        await Iam.AddUserToGroupAsync(new AddUserToGroupRequest { GroupName = "g0", UserName = "dev" }, Token);

        var refused = await Assert.ThrowsAsync<LimitExceededException>(() => Iam.AddUserToGroupAsync(new AddUserToGroupRequest { GroupName = "g10", UserName = "dev" }, Token));
        Assert.Equal("Cannot exceed quota for GroupsPerUser: 10", refused.Message);
    }

    [Fact]
    public async Task Simulation_OfAUser_KnowsInlineAndGroupPoliciesAndTheBoundary()
    {
        await CreateUserAsync("dev");
        var user = (await Iam.GetUserAsync(new GetUserRequest { UserName = "dev" }, Token)).User;
        await Iam.CreateGroupAsync(new CreateGroupRequest { GroupName = "team" }, Token);
        await Iam.AddUserToGroupAsync(new AddUserToGroupRequest { GroupName = "team", UserName = "dev" }, Token);
        await Iam.PutGroupPolicyAsync(new PutGroupPolicyRequest { GroupName = "team", PolicyName = "users", PolicyDocument = s_createUsers }, Token);
        await Iam.PutUserPolicyAsync(new PutUserPolicyRequest { UserName = "dev", PolicyName = "own", PolicyDocument = AwsTestbed.Document("""{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}""") }, Token);
        Assert.Equal(["allowed", "allowed"], await SimulateAsync(user.Arn));

        await Iam.PutUserPermissionsBoundaryAsync(new PutUserPermissionsBoundaryRequest { UserName = "dev", PermissionsBoundary = ReadOnly }, Token);

        Assert.Equal(["implicitDeny", "allowed"], await SimulateAsync(user.Arn));
        Assert.Equal(["allowed", "implicitDeny"], await SimulateAsync("arn:aws:iam::000000000000:group/team"));
    }

    [Fact]
    public async Task Entities_OfAPolicy_AreListedByKindPathAndUse()
    {
        await CreateUserAsync("dev");
        await Iam.CreateGroupAsync(new CreateGroupRequest { GroupName = "team", Path = "/a/" }, Token);
        await Iam.AttachGroupPolicyAsync(new AttachGroupPolicyRequest { GroupName = "team", PolicyArn = ReadOnly }, Token);
        await Iam.AttachUserPolicyAsync(new AttachUserPolicyRequest { UserName = "dev", PolicyArn = ReadOnly }, Token);
        await _bed.CreateServiceRoleAsync("node", "ec2.amazonaws.com");
        await Iam.AttachRolePolicyAsync(new AttachRolePolicyRequest { RoleName = "node", PolicyArn = ReadOnly }, Token);
        await _bed.CreateServiceRoleAsync("bounded", "ec2.amazonaws.com");
        await Iam.PutRolePermissionsBoundaryAsync(new PutRolePermissionsBoundaryRequest { RoleName = "bounded", PermissionsBoundary = ReadOnly }, Token);

        Assert.Equal("g:team u:dev r:node", await EntitiesAsync(new() { PolicyArn = ReadOnly, MaxItems = 1 }));
        Assert.Equal("r:node", await EntitiesAsync(new() { PolicyArn = ReadOnly, EntityFilter = EntityType.Role }));
        Assert.Equal("g:team", await EntitiesAsync(new() { PolicyArn = ReadOnly, PathPrefix = "/a/" }));
        Assert.Equal("r:bounded", await EntitiesAsync(new() { PolicyArn = ReadOnly, PolicyUsageFilter = PolicyUsageType.PermissionsBoundary }));
        Assert.Equal(3, (await Iam.GetPolicyAsync(new GetPolicyRequest { PolicyArn = ReadOnly }, Token)).Policy.AttachmentCount);
    }

    [Fact]
    public async Task AttachedPolicies_PathPrefix_IsOfThePolicies()
    {
        await Iam.CreateUserAsync(new CreateUserRequest { UserName = "dev" }, Token);
        await Iam.CreateGroupAsync(new CreateGroupRequest { GroupName = "team" }, Token);
        await _bed.CreateServiceRoleAsync("node", "ec2.amazonaws.com");
        foreach (var arn in new[] { ReadOnly, await CreatePolicyAsync("own", "/team/a/"), await CreatePolicyAsync("other", "/teams/") })
        {
            await Iam.AttachUserPolicyAsync(new AttachUserPolicyRequest { UserName = "dev", PolicyArn = arn }, Token);
            await Iam.AttachGroupPolicyAsync(new AttachGroupPolicyRequest { GroupName = "team", PolicyArn = arn }, Token);
            await Iam.AttachRolePolicyAsync(new AttachRolePolicyRequest { RoleName = "node", PolicyArn = arn }, Token);
        }

        foreach (var (prefix, names) in new[] { (null, "ReadOnlyAccess other own"), ("/", "ReadOnlyAccess other own"), ("/team/", "own"), ("/team", "other own"), ("/x/", "") })
        {
            var user = await Iam.ListAttachedUserPoliciesAsync(new ListAttachedUserPoliciesRequest { UserName = "dev", PathPrefix = prefix }, Token);
            var group = await Iam.ListAttachedGroupPoliciesAsync(new ListAttachedGroupPoliciesRequest { GroupName = "team", PathPrefix = prefix }, Token);
            var role = await Iam.ListAttachedRolePoliciesAsync(new ListAttachedRolePoliciesRequest { RoleName = "node", PathPrefix = prefix }, Token);

            Assert.Equal([names, names, names], [Names(user.AttachedPolicies), Names(group.AttachedPolicies), Names(role.AttachedPolicies)]);
        }

        static string Names(List<AttachedPolicyType>? policies) => string.Join(' ', (policies ?? []).Select(policy => policy.PolicyName).Order(StringComparer.Ordinal));

        async Task<string> CreatePolicyAsync(string name, string path) =>
            (await Iam.CreatePolicyAsync(new CreatePolicyRequest { PolicyName = name, Path = path, PolicyDocument = s_createUsers }, Token)).Policy.Arn;
    }

    [Fact]
    public async Task ServiceLinkedRole_WithACustomSuffix_IsRefused()
    {
        var request = new CreateServiceLinkedRoleRequest { AWSServiceName = "eks.amazonaws.com", CustomSuffix = "two" };

        var exception = await Assert.ThrowsAsync<InvalidInputException>(() => Iam.CreateServiceLinkedRoleAsync(request, Token));

        Assert.Equal("Custom suffix is not allowed for eks.amazonaws.com", exception.Message);
        request.CustomSuffix = null;
        Assert.Equal("AWSServiceRoleForAmazonEKS", (await Iam.CreateServiceLinkedRoleAsync(request, Token)).Role.RoleName);
    }

    [Fact]
    public async Task AuthorizationDetails_InPages_ShowTheWholeAccountOnce()
    {
        await CreateUserAsync("dev");
        await Iam.PutUserPolicyAsync(new PutUserPolicyRequest { UserName = "dev", PolicyName = "own", PolicyDocument = s_createUsers }, Token);
        await Iam.CreateGroupAsync(new CreateGroupRequest { GroupName = "team" }, Token);
        await Iam.AddUserToGroupAsync(new AddUserToGroupRequest { GroupName = "team", UserName = "dev" }, Token);
        await Iam.AttachGroupPolicyAsync(new AttachGroupPolicyRequest { GroupName = "team", PolicyArn = ReadOnly }, Token);
        await _bed.CreateRoleAsync("node", """{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}""", """{"Effect":"Allow","Action":"ec2:*","Resource":"*"}""");
        await Iam.CreateInstanceProfileAsync(new CreateInstanceProfileRequest { InstanceProfileName = "nodes" }, Token);
        await Iam.AddRoleToInstanceProfileAsync(new AddRoleToInstanceProfileRequest { InstanceProfileName = "nodes", RoleName = "node" }, Token);
        await Iam.CreatePolicyAsync(new CreatePolicyRequest { PolicyName = "mine", PolicyDocument = s_createUsers }, Token);

        var (users, groups, roles, policies) = (new List<UserDetail>(), new List<GroupDetail>(), new List<RoleDetail>(), new List<ManagedPolicyDetail>());
        string? marker = null;
        do
        {
            var page = await Iam.GetAccountAuthorizationDetailsAsync(new GetAccountAuthorizationDetailsRequest { MaxItems = 2, Marker = marker }, Token);
            users.AddRange(page.UserDetailList ?? []);
            groups.AddRange(page.GroupDetailList ?? []);
            roles.AddRange(page.RoleDetailList ?? []);
            policies.AddRange(page.Policies ?? []);
            marker = page.IsTruncated == true ? page.Marker : null;
        }
        while (marker is not null);

        var summary = (await Iam.GetAccountSummaryAsync(Token)).SummaryMap;
        var user = Assert.Single(users, user => user.UserName == "dev");
        Assert.Equal("team", Assert.Single(user.GroupList));
        Assert.Equal(s_createUsers, Uri.UnescapeDataString(Assert.Single(user.UserPolicyList).PolicyDocument));
        Assert.Equal(ReadOnly, Assert.Single(Assert.Single(groups).AttachedManagedPolicies).PolicyArn);
        Assert.Equal("nodes", Assert.Single(Assert.Single(roles).InstanceProfileList).InstanceProfileName);
        Assert.Equal("inline", Assert.Single(roles[0].RolePolicyList).PolicyName);
        Assert.Equal("v1", Assert.Single(Assert.Single(policies, policy => policy.PolicyName == "mine").PolicyVersionList).VersionId);
        Assert.Contains(policies, policy => policy.Arn == ReadOnly);
        Assert.Equal((1, 2, 300), (summary["Groups"], summary["Users"], summary["GroupsQuota"]));
        var onlyRoles = await Iam.GetAccountAuthorizationDetailsAsync(new GetAccountAuthorizationDetailsRequest { Filter = [EntityType.Role] }, Token);
        Assert.Equal((0, 1), (onlyRoles.UserDetailList?.Count ?? 0, onlyRoles.RoleDetailList.Count));
    }

    private static async Task DeniedAsync(Func<Task> call) =>
        Assert.Equal("AccessDenied", (await Assert.ThrowsAsync<AmazonIdentityManagementServiceException>(call)).ErrorCode);

    private async Task<IAmazonIdentityManagementService> CreateUserAsync(string name)
    {
        await Iam.CreateUserAsync(new CreateUserRequest { UserName = name }, Token);
        var key = (await Iam.CreateAccessKeyAsync(new CreateAccessKeyRequest { UserName = name }, Token)).AccessKey;
        return _bed.IamAs(new BasicAWSCredentials(key.AccessKeyId, key.SecretAccessKey));
    }

    private Task DeleteAsync() => Iam.DeleteGroupAsync(new DeleteGroupRequest { GroupName = "team" }, Token);

    private async Task<IEnumerable<string>> SimulateAsync(string arn) =>
        (await Iam.SimulatePrincipalPolicyAsync(new SimulatePrincipalPolicyRequest { PolicySourceArn = arn, ActionNames = ["iam:CreateUser", "iam:ListUsers"] }, Token))
            .EvaluationResults.Select(result => result.EvalDecision.Value);

    private async Task<string> EntitiesAsync(ListEntitiesForPolicyRequest request)
    {
        var (groups, users, roles) = (new List<string>(), new List<string>(), new List<string>());
        ListEntitiesForPolicyResponse page;
        do
        {
            page = await Iam.ListEntitiesForPolicyAsync(request, Token);
            groups.AddRange((page.PolicyGroups ?? []).Select(group => "g:" + group.GroupName));
            users.AddRange((page.PolicyUsers ?? []).Select(user => "u:" + user.UserName));
            roles.AddRange((page.PolicyRoles ?? []).Select(role => "r:" + role.RoleName));
            request.Marker = page.Marker;
        }
        while (page.IsTruncated == true);

        return string.Join(' ', groups.Concat(users).Concat(roles));
    }
}
