using Amazon.Runtime;

namespace Amazon.WAFRegional;

public class AmazonWAFRegionalRequest : AmazonWebServiceRequest;
