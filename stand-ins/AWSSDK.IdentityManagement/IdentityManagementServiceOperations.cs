using Amazon.IdentityManagement.Model;
using EksIngress.StandIns.Aws;

namespace Amazon.IdentityManagement;

/// <summary>Operations with the errors that each one models.</summary>
internal static class IdentityManagementServiceOperations
{
    private static readonly AwsService Service = new("Amazon.IdentityManagement", "2010-05-08", typeof(AmazonIdentityManagementServiceException));

    internal static readonly QueryOperation<CreateRoleResponse> CreateRole = new(Service, "CreateRole",
        typeof(ConcurrentModificationException), typeof(EntityAlreadyExistsException), typeof(InvalidInputException),
        typeof(LimitExceededException), typeof(MalformedPolicyDocumentException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<GetRoleResponse> GetRole = new(Service, "GetRole",
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<DeleteRoleResponse> DeleteRole = new(Service, "DeleteRole",
        typeof(ConcurrentModificationException), typeof(DeleteConflictException), typeof(LimitExceededException),
        typeof(NoSuchEntityException), typeof(ServiceFailureException), typeof(UnmodifiableEntityException));

    internal static readonly QueryOperation<UpdateRoleResponse> UpdateRole = new(Service, "UpdateRole",
        typeof(NoSuchEntityException), typeof(ServiceFailureException), typeof(UnmodifiableEntityException));

    internal static readonly QueryOperation<UpdateRoleDescriptionResponse> UpdateRoleDescription = new(Service, "UpdateRoleDescription",
        typeof(NoSuchEntityException), typeof(ServiceFailureException), typeof(UnmodifiableEntityException));

    internal static readonly QueryOperation<ListRolesResponse> ListRoles = new(Service, "ListRoles",
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<UpdateAssumeRolePolicyResponse> UpdateAssumeRolePolicy = new(Service, "UpdateAssumeRolePolicy",
        typeof(LimitExceededException), typeof(MalformedPolicyDocumentException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException), typeof(UnmodifiableEntityException));

    internal static readonly QueryOperation<PutRolePolicyResponse> PutRolePolicy = new(Service, "PutRolePolicy",
        typeof(LimitExceededException), typeof(MalformedPolicyDocumentException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException), typeof(UnmodifiableEntityException));

    internal static readonly QueryOperation<GetRolePolicyResponse> GetRolePolicy = new(Service, "GetRolePolicy",
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<DeleteRolePolicyResponse> DeleteRolePolicy = new(Service, "DeleteRolePolicy",
        typeof(LimitExceededException), typeof(NoSuchEntityException), typeof(ServiceFailureException),
        typeof(UnmodifiableEntityException));

    internal static readonly QueryOperation<ListRolePoliciesResponse> ListRolePolicies = new(Service, "ListRolePolicies",
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<AttachRolePolicyResponse> AttachRolePolicy = new(Service, "AttachRolePolicy",
        typeof(InvalidInputException), typeof(LimitExceededException), typeof(NoSuchEntityException),
        typeof(PolicyNotAttachableException), typeof(ServiceFailureException), typeof(UnmodifiableEntityException));

    internal static readonly QueryOperation<DetachRolePolicyResponse> DetachRolePolicy = new(Service, "DetachRolePolicy",
        typeof(InvalidInputException), typeof(LimitExceededException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException), typeof(UnmodifiableEntityException));

    internal static readonly QueryOperation<ListAttachedRolePoliciesResponse> ListAttachedRolePolicies = new(Service, "ListAttachedRolePolicies",
        typeof(InvalidInputException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<TagRoleResponse> TagRole = new(Service, "TagRole",
        typeof(ConcurrentModificationException), typeof(InvalidInputException), typeof(LimitExceededException),
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<UntagRoleResponse> UntagRole = new(Service, "UntagRole",
        typeof(ConcurrentModificationException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListRoleTagsResponse> ListRoleTags = new(Service, "ListRoleTags",
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<CreateServiceLinkedRoleResponse> CreateServiceLinkedRole = new(Service, "CreateServiceLinkedRole",
        typeof(InvalidInputException), typeof(LimitExceededException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListInstanceProfilesForRoleResponse> ListInstanceProfilesForRole = new(Service, "ListInstanceProfilesForRole",
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<CreatePolicyResponse> CreatePolicy = new(Service, "CreatePolicy",
        typeof(ConcurrentModificationException), typeof(EntityAlreadyExistsException), typeof(InvalidInputException),
        typeof(LimitExceededException), typeof(MalformedPolicyDocumentException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<GetPolicyResponse> GetPolicy = new(Service, "GetPolicy",
        typeof(InvalidInputException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<DeletePolicyResponse> DeletePolicy = new(Service, "DeletePolicy",
        typeof(DeleteConflictException), typeof(InvalidInputException), typeof(LimitExceededException),
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListPoliciesResponse> ListPolicies = new(Service, "ListPolicies",
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<CreatePolicyVersionResponse> CreatePolicyVersion = new(Service, "CreatePolicyVersion",
        typeof(InvalidInputException), typeof(LimitExceededException), typeof(MalformedPolicyDocumentException),
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<GetPolicyVersionResponse> GetPolicyVersion = new(Service, "GetPolicyVersion",
        typeof(InvalidInputException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<DeletePolicyVersionResponse> DeletePolicyVersion = new(Service, "DeletePolicyVersion",
        typeof(DeleteConflictException), typeof(InvalidInputException), typeof(LimitExceededException),
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListPolicyVersionsResponse> ListPolicyVersions = new(Service, "ListPolicyVersions",
        typeof(InvalidInputException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<SetDefaultPolicyVersionResponse> SetDefaultPolicyVersion = new(Service, "SetDefaultPolicyVersion",
        typeof(InvalidInputException), typeof(LimitExceededException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListEntitiesForPolicyResponse> ListEntitiesForPolicy = new(Service, "ListEntitiesForPolicy",
        typeof(InvalidInputException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<TagPolicyResponse> TagPolicy = new(Service, "TagPolicy",
        typeof(ConcurrentModificationException), typeof(InvalidInputException), typeof(LimitExceededException),
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<UntagPolicyResponse> UntagPolicy = new(Service, "UntagPolicy",
        typeof(ConcurrentModificationException), typeof(InvalidInputException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListPolicyTagsResponse> ListPolicyTags = new(Service, "ListPolicyTags",
        typeof(InvalidInputException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<CreateOpenIDConnectProviderResponse> CreateOpenIDConnectProvider = new(Service, "CreateOpenIDConnectProvider",
        typeof(ConcurrentModificationException), typeof(EntityAlreadyExistsException), typeof(InvalidInputException),
        typeof(LimitExceededException), typeof(OpenIdIdpCommunicationErrorException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<GetOpenIDConnectProviderResponse> GetOpenIDConnectProvider = new(Service, "GetOpenIDConnectProvider",
        typeof(InvalidInputException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListOpenIDConnectProvidersResponse> ListOpenIDConnectProviders = new(Service, "ListOpenIDConnectProviders",
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<DeleteOpenIDConnectProviderResponse> DeleteOpenIDConnectProvider = new(Service, "DeleteOpenIDConnectProvider",
        typeof(InvalidInputException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<AddClientIDToOpenIDConnectProviderResponse> AddClientIDToOpenIDConnectProvider = new(Service, "AddClientIDToOpenIDConnectProvider",
        typeof(ConcurrentModificationException), typeof(InvalidInputException), typeof(LimitExceededException),
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<RemoveClientIDFromOpenIDConnectProviderResponse> RemoveClientIDFromOpenIDConnectProvider = new(Service, "RemoveClientIDFromOpenIDConnectProvider",
        typeof(ConcurrentModificationException), typeof(InvalidInputException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<UpdateOpenIDConnectProviderThumbprintResponse> UpdateOpenIDConnectProviderThumbprint = new(Service, "UpdateOpenIDConnectProviderThumbprint",
        typeof(ConcurrentModificationException), typeof(InvalidInputException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<TagOpenIDConnectProviderResponse> TagOpenIDConnectProvider = new(Service, "TagOpenIDConnectProvider",
        typeof(ConcurrentModificationException), typeof(InvalidInputException), typeof(LimitExceededException),
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<UntagOpenIDConnectProviderResponse> UntagOpenIDConnectProvider = new(Service, "UntagOpenIDConnectProvider",
        typeof(ConcurrentModificationException), typeof(InvalidInputException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListOpenIDConnectProviderTagsResponse> ListOpenIDConnectProviderTags = new(Service, "ListOpenIDConnectProviderTags",
        typeof(InvalidInputException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<SimulateCustomPolicyResponse> SimulateCustomPolicy = new(Service, "SimulateCustomPolicy",
        typeof(InvalidInputException), typeof(PolicyEvaluationException));

    internal static readonly QueryOperation<SimulatePrincipalPolicyResponse> SimulatePrincipalPolicy = new(Service, "SimulatePrincipalPolicy",
        typeof(InvalidInputException), typeof(NoSuchEntityException), typeof(PolicyEvaluationException));

    internal static readonly QueryOperation<CreateGroupResponse> CreateGroup = new(Service, "CreateGroup",
        typeof(EntityAlreadyExistsException), typeof(LimitExceededException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<GetGroupResponse> GetGroup = new(Service, "GetGroup",
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<DeleteGroupResponse> DeleteGroup = new(Service, "DeleteGroup",
        typeof(DeleteConflictException), typeof(LimitExceededException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<UpdateGroupResponse> UpdateGroup = new(Service, "UpdateGroup",
        typeof(EntityAlreadyExistsException), typeof(LimitExceededException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListGroupsResponse> ListGroups = new(Service, "ListGroups",
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<AddUserToGroupResponse> AddUserToGroup = new(Service, "AddUserToGroup",
        typeof(LimitExceededException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<RemoveUserFromGroupResponse> RemoveUserFromGroup = new(Service, "RemoveUserFromGroup",
        typeof(LimitExceededException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListGroupsForUserResponse> ListGroupsForUser = new(Service, "ListGroupsForUser",
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<AttachGroupPolicyResponse> AttachGroupPolicy = new(Service, "AttachGroupPolicy",
        typeof(InvalidInputException), typeof(LimitExceededException), typeof(NoSuchEntityException),
        typeof(PolicyNotAttachableException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<DetachGroupPolicyResponse> DetachGroupPolicy = new(Service, "DetachGroupPolicy",
        typeof(InvalidInputException), typeof(LimitExceededException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListAttachedGroupPoliciesResponse> ListAttachedGroupPolicies = new(Service, "ListAttachedGroupPolicies",
        typeof(InvalidInputException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<PutGroupPolicyResponse> PutGroupPolicy = new(Service, "PutGroupPolicy",
        typeof(LimitExceededException), typeof(MalformedPolicyDocumentException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<GetGroupPolicyResponse> GetGroupPolicy = new(Service, "GetGroupPolicy",
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<DeleteGroupPolicyResponse> DeleteGroupPolicy = new(Service, "DeleteGroupPolicy",
        typeof(LimitExceededException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListGroupPoliciesResponse> ListGroupPolicies = new(Service, "ListGroupPolicies",
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<CreateUserResponse> CreateUser = new(Service, "CreateUser",
        typeof(ConcurrentModificationException), typeof(EntityAlreadyExistsException), typeof(InvalidInputException),
        typeof(LimitExceededException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<GetUserResponse> GetUser = new(Service, "GetUser",
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<DeleteUserResponse> DeleteUser = new(Service, "DeleteUser",
        typeof(ConcurrentModificationException), typeof(DeleteConflictException), typeof(LimitExceededException),
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<UpdateUserResponse> UpdateUser = new(Service, "UpdateUser",
        typeof(ConcurrentModificationException), typeof(EntityAlreadyExistsException),
        typeof(EntityTemporarilyUnmodifiableException), typeof(LimitExceededException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListUsersResponse> ListUsers = new(Service, "ListUsers",
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<TagUserResponse> TagUser = new(Service, "TagUser",
        typeof(ConcurrentModificationException), typeof(InvalidInputException), typeof(LimitExceededException),
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<UntagUserResponse> UntagUser = new(Service, "UntagUser",
        typeof(ConcurrentModificationException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListUserTagsResponse> ListUserTags = new(Service, "ListUserTags",
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<AttachUserPolicyResponse> AttachUserPolicy = new(Service, "AttachUserPolicy",
        typeof(InvalidInputException), typeof(LimitExceededException), typeof(NoSuchEntityException),
        typeof(PolicyNotAttachableException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<DetachUserPolicyResponse> DetachUserPolicy = new(Service, "DetachUserPolicy",
        typeof(InvalidInputException), typeof(LimitExceededException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListAttachedUserPoliciesResponse> ListAttachedUserPolicies = new(Service, "ListAttachedUserPolicies",
        typeof(InvalidInputException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<PutUserPolicyResponse> PutUserPolicy = new(Service, "PutUserPolicy",
        typeof(LimitExceededException), typeof(MalformedPolicyDocumentException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<GetUserPolicyResponse> GetUserPolicy = new(Service, "GetUserPolicy",
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<DeleteUserPolicyResponse> DeleteUserPolicy = new(Service, "DeleteUserPolicy",
        typeof(LimitExceededException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListUserPoliciesResponse> ListUserPolicies = new(Service, "ListUserPolicies",
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<PutUserPermissionsBoundaryResponse> PutUserPermissionsBoundary = new(Service, "PutUserPermissionsBoundary",
        typeof(InvalidInputException), typeof(NoSuchEntityException), typeof(PolicyNotAttachableException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<DeleteUserPermissionsBoundaryResponse> DeleteUserPermissionsBoundary = new(Service, "DeleteUserPermissionsBoundary",
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<CreateAccessKeyResponse> CreateAccessKey = new(Service, "CreateAccessKey",
        typeof(LimitExceededException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<DeleteAccessKeyResponse> DeleteAccessKey = new(Service, "DeleteAccessKey",
        typeof(LimitExceededException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListAccessKeysResponse> ListAccessKeys = new(Service, "ListAccessKeys",
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<UpdateAccessKeyResponse> UpdateAccessKey = new(Service, "UpdateAccessKey",
        typeof(InvalidInputException), typeof(LimitExceededException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<GetAccessKeyLastUsedResponse> GetAccessKeyLastUsed = new(Service, "GetAccessKeyLastUsed");

    internal static readonly QueryOperation<CreateInstanceProfileResponse> CreateInstanceProfile = new(Service, "CreateInstanceProfile",
        typeof(ConcurrentModificationException), typeof(EntityAlreadyExistsException), typeof(InvalidInputException),
        typeof(LimitExceededException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<GetInstanceProfileResponse> GetInstanceProfile = new(Service, "GetInstanceProfile",
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<DeleteInstanceProfileResponse> DeleteInstanceProfile = new(Service, "DeleteInstanceProfile",
        typeof(DeleteConflictException), typeof(LimitExceededException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListInstanceProfilesResponse> ListInstanceProfiles = new(Service, "ListInstanceProfiles",
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<AddRoleToInstanceProfileResponse> AddRoleToInstanceProfile = new(Service, "AddRoleToInstanceProfile",
        typeof(EntityAlreadyExistsException), typeof(LimitExceededException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException), typeof(UnmodifiableEntityException));

    internal static readonly QueryOperation<RemoveRoleFromInstanceProfileResponse> RemoveRoleFromInstanceProfile = new(Service, "RemoveRoleFromInstanceProfile",
        typeof(LimitExceededException), typeof(NoSuchEntityException), typeof(ServiceFailureException),
        typeof(UnmodifiableEntityException));

    internal static readonly QueryOperation<TagInstanceProfileResponse> TagInstanceProfile = new(Service, "TagInstanceProfile",
        typeof(ConcurrentModificationException), typeof(InvalidInputException), typeof(LimitExceededException),
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<UntagInstanceProfileResponse> UntagInstanceProfile = new(Service, "UntagInstanceProfile",
        typeof(ConcurrentModificationException), typeof(InvalidInputException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListInstanceProfileTagsResponse> ListInstanceProfileTags = new(Service, "ListInstanceProfileTags",
        typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<PutRolePermissionsBoundaryResponse> PutRolePermissionsBoundary = new(Service, "PutRolePermissionsBoundary",
        typeof(InvalidInputException), typeof(NoSuchEntityException), typeof(PolicyNotAttachableException),
        typeof(ServiceFailureException), typeof(UnmodifiableEntityException));

    internal static readonly QueryOperation<DeleteRolePermissionsBoundaryResponse> DeleteRolePermissionsBoundary = new(Service, "DeleteRolePermissionsBoundary",
        typeof(NoSuchEntityException), typeof(ServiceFailureException), typeof(UnmodifiableEntityException));

    internal static readonly QueryOperation<DeleteServiceLinkedRoleResponse> DeleteServiceLinkedRole = new(Service, "DeleteServiceLinkedRole",
        typeof(LimitExceededException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<GetServiceLinkedRoleDeletionStatusResponse> GetServiceLinkedRoleDeletionStatus = new(Service, "GetServiceLinkedRoleDeletionStatus",
        typeof(InvalidInputException), typeof(NoSuchEntityException), typeof(ServiceFailureException));

    internal static readonly QueryOperation<GetContextKeysForCustomPolicyResponse> GetContextKeysForCustomPolicy = new(Service, "GetContextKeysForCustomPolicy",
        typeof(InvalidInputException));

    internal static readonly QueryOperation<GetContextKeysForPrincipalPolicyResponse> GetContextKeysForPrincipalPolicy = new(Service, "GetContextKeysForPrincipalPolicy",
        typeof(InvalidInputException), typeof(NoSuchEntityException));

    internal static readonly QueryOperation<GetAccountSummaryResponse> GetAccountSummary = new(Service, "GetAccountSummary",
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<GetAccountAuthorizationDetailsResponse> GetAccountAuthorizationDetails = new(Service, "GetAccountAuthorizationDetails",
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<CreateAccountAliasResponse> CreateAccountAlias = new(Service, "CreateAccountAlias",
        typeof(ConcurrentModificationException), typeof(EntityAlreadyExistsException), typeof(LimitExceededException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<DeleteAccountAliasResponse> DeleteAccountAlias = new(Service, "DeleteAccountAlias",
        typeof(ConcurrentModificationException), typeof(LimitExceededException), typeof(NoSuchEntityException),
        typeof(ServiceFailureException));

    internal static readonly QueryOperation<ListAccountAliasesResponse> ListAccountAliases = new(Service, "ListAccountAliases",
        typeof(ServiceFailureException));
}
