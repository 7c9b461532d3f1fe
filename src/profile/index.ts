export { type ProfileRouteProps, type ResponseClassProps } from './profile-route';
export { type RetryBudgetProps } from './retry-budget';
export * from './service-profile-with-retries';
