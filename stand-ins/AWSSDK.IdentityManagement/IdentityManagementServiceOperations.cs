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
}
